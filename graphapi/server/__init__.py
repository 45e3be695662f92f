"""GraphQL over HTTP; the only package that imports Starlette and uvicorn."""
