"""GraphQL over HTTP: the only part that knows Starlette and uvicorn."""
