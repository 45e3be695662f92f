"""The Starlette application: routes, shared state and middleware."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from copy import copy
from typing import TYPE_CHECKING, Any, Final, TypedDict

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route

from graphapi.api.schema import build_schema
from graphapi.errors import ErrorCode
from graphapi.execution.budgets import BudgetLimits, Budgets
from graphapi.execution.cost import CostControl
from graphapi.execution.document_limits import DocumentLimits
from graphapi.execution.documents import Documents
from graphapi.execution.executor import Executor
from graphapi.execution.statistics_updates import updated_statistics
from graphapi.execution.strawberry_extensions import DocumentCheckFactory
from graphapi.execution.suggestions import without_suggestions
from graphapi.server.auth import PrincipalMiddleware
from graphapi.server.authentication.authenticator import Authenticator
from graphapi.server.compression import CompressionMiddleware
from graphapi.server.health import livez, readyz
from graphapi.server.metrics import metrics
from graphapi.server.middleware import RequestMiddleware, error_body, record_of
from graphapi.server.pages import Assets, explore_page
from graphapi.server.request import PREFLIGHT_HEADERS
from graphapi.server.telemetry.collection import MetricSources
from graphapi.server.telemetry.loading import load_exporting
from graphapi.server.telemetry.loop_lag import measured_loop
from graphapi.server.telemetry.request_measures import RequestMeasures
from graphapi.server.transports.http import GraphQLEndpoint
from graphapi.store import Graph, StoreKind, open_graph
from graphapi.store.batching import HEAVY_PLACES, SharedReads

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import strawberry
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from graphapi.compiler.compiler import Compiler
    from graphapi.server.telemetry.otlp import Exporting
    from graphapi.settings import Settings

HTTP_CODES: Final = {401: ErrorCode.UNAUTHENTICATED, 403: ErrorCode.FORBIDDEN, 404: ErrorCode.NOT_FOUND}


class State(TypedDict):
    """The state of the running application, available to requests as ``request.state``."""

    graph: Graph
    reads: SharedReads
    sources: MetricSources


def create_app(settings: Settings, *, schema: strawberry.Schema | None = None, check_store: bool = True) -> Starlette:
    """Create the application, which opens the graph on startup and closes it on shutdown.

    Args:
        settings: the settings.
        schema: a schema to serve instead of the API's own, for programs that extend the API.
        check_store: whether the startup fails if the store does not answer. Without it, requests get an error until
            the store answers.

    Raises:
        BadSettingsError: others can reach the server and it has no authentication, or the authentication cannot be
            used, or the packages are missing that export telemetry.
    """
    documents = Documents(
        DocumentLimits.of(settings),
        settings.document_cache_size,
        introspection=settings.introspection,
        suggestions=settings.suggestions,
    )
    served = _served_schema(schema or build_schema(settings), settings, documents)
    executor = Executor(served, documents)
    budget = BudgetLimits(settings.cost_per_second, settings.cost_burst, settings.max_in_flight)
    control = CostControl(settings.max_cost, settings.max_response_values, Budgets(budget))
    measures = RequestMeasures()
    exporting = load_exporting(settings)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[State]:
        async with AsyncExitStack() as stack:
            graph = await stack.enter_async_context(open_graph(settings, check_store=check_store))
            is_embedded = graph.kind is StoreKind.EMBEDDED
            await stack.enter_async_context(updated_statistics(graph, control))
            # Neo4j ends a statement by itself when its client disconnects.
            heavy = settings.max_heavy_statements or HEAVY_PLACES
            reads = SharedReads(graph, heavy_places=heavy, terminate=graph.terminate if is_embedded else None)
            compiler: Compiler | None = getattr(served, "compiler", None)
            sources = MetricSources(graph, reads, measures, documents, compiler.cache if compiler else None)
            await stack.enter_async_context(measured_loop(sources.lag))
            if exporting is not None:
                await stack.enter_async_context(exporting.running(sources))
            yield {"graph": graph, "reads": reads, "sources": sources}

    app = Starlette(
        # The endpoint comes first, because routes are tried in order.
        routes=[Route("/graphql", GraphQLEndpoint(executor, settings, control, measures)), *_other_routes(settings)],
        middleware=_middleware(settings, measures, exporting),
        exception_handlers={HTTPException: _http_error},
        lifespan=lifespan,
    )
    # For a request without a Host header, the address of a redirect would be the server's own.
    app.router.redirect_slashes = False
    return app


def _served_schema(schema: strawberry.Schema, settings: Settings, documents: Documents) -> strawberry.Schema:
    """A copy of a schema, with the checks of documents and without what the settings switch off."""
    served = copy(schema)
    if not settings.suggestions:
        served.execution_context_class = without_suggestions(served.execution_context_class)
    # This extension comes first, so that no other one gets an operation that exceeds the limits.
    served.extensions = (DocumentCheckFactory(documents), *served.extensions)
    return served


def _other_routes(settings: Settings) -> list[BaseRoute]:
    """The health checks, and what the settings offer besides."""
    routes: list[BaseRoute] = [Route("/livez", livez), Route("/readyz", readyz)]
    if settings.metrics:
        routes.append(Route("/metrics", metrics))
    if settings.playground:
        routes.append(Route("/", _to_playground))
    if settings.explorer:
        routes.append(Route("/explore", explore_page))
    if settings.playground or settings.explorer:
        routes.append(Mount("/assets", Assets(), name="assets"))
    return routes


def _middleware(settings: Settings, measures: RequestMeasures, exporting: Exporting | None) -> list[Middleware]:
    """The middleware, from the outermost to the innermost."""
    tracer = None if exporting is None else exporting.tracer
    return [
        Middleware(RequestMiddleware, settings=settings, measures=measures, tracer=tracer),
        Middleware(PrincipalMiddleware, authenticator=Authenticator(settings)),
        *_cross_origin(settings),
        Middleware(CompressionMiddleware),
    ]


def _cross_origin(settings: Settings) -> list[Middleware]:
    if not settings.cors_origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=("GET", "POST"),
            allow_headers=("authorization", "content-type", "x-api-key", "x-request-id", *PREFLIGHT_HEADERS),
            expose_headers=("x-request-id",),
        )
    ]


async def _to_playground(_request: Request[Any]) -> Response:
    return RedirectResponse("/graphql")


async def _http_error(request: Request[Any], error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    record = record_of(request.scope)
    code = HTTP_CODES.get(error.status_code, ErrorCode.BAD_USER_INPUT)
    record.codes = [code.value]
    body = error_body(error.detail, code, record.request_id)
    return Response(body, error.status_code, error.headers, "application/json")
