"""The commands ``graphapi load`` and ``graphapi export``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from graphapi.commands.shell import (
    AsJson,
    DataDir,
    configure_logging,
    console,
    examples,
    opened_graph,
    print_json,
    read_settings,
    run,
)
from graphapi.load.export_format import ExportFormat
from graphapi.load.options import FILM_TITLE_TYPES, ImportFormat, LoadOptions

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from graphapi.load.options import LoadSummary, ProgressListener
    from graphapi.settings import Settings
    from graphapi.store import Graph

    Work = Callable[[Graph, ProgressListener], Awaitable[LoadSummary]]

    class LoadFiles(Protocol):
        """Loads a file or a folder into a graph."""

        def __call__(
            self,
            graph: Graph,
            path: Path,
            /,
            *,
            options: LoadOptions | None = None,
            progress: ProgressListener | None = None,
        ) -> Awaitable[LoadSummary]:
            """Load it, and return what was done."""
            ...


LOAD_EXAMPLES = examples(
    "graphapi load catalogue my-films/",
    "graphapi load catalogue my-films/ --skip-bad-rows refused.csv",
    "NEO4J_URI=neo4j://localhost:7687 NEO4J_PASSWORD=… graphapi load imdb dumps/",
    "graphapi load tmdb kaggle/",
    "graphapi load wikidata films.json",
    "graphapi load --status",
)
EXPORT_EXAMPLES = examples(
    "graphapi export catalogue backup/",
    "graphapi export catalogue backup/ --force --json",
    "graphapi export catalogue network/ --format graphml",
)

IMPORT_STEPS = """
Stop Neo4j. Then run this command where it can read the files; it replaces everything that the database holds:

{command}

Start Neo4j, and run: graphapi migrate"""

Folder = Annotated[Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="Folder with the files.")]
SkipBadRows = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", dir_okay=False, show_default=False, help="Skip bad rows, and write them to this file."
    ),
]
KeepSample = Annotated[
    bool, typer.Option("--keep-sample", help="Keep the sample; otherwise the first load removes it.")
]
IncludeAdult = Annotated[bool, typer.Option("--include-adult", help="Also load titles that are marked as adult.")]
Bulk = Annotated[
    Path | None,
    typer.Option(
        "--bulk",
        metavar="OUT",
        file_okay=False,
        show_default=False,
        help="Write files for Neo4j's importer to this folder instead, and print the command that imports them.",
    ),
]
BulkFormat = Annotated[
    ImportFormat, typer.Option(help="Format of the files of --bulk; Parquet is for Neo4j 5.25 and newer.")
]

load = typer.Typer(no_args_is_help=True, invoke_without_command=True, epilog=LOAD_EXAMPLES)
export = typer.Typer(no_args_is_help=True, epilog=EXPORT_EXAMPLES)


@load.callback()
def _load_group(
    status: Annotated[bool, typer.Option("--status", help="Show what a running load does, and how fast.")] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Load films and people from files, and keep the data that is already in the graph."""
    if not status:
        return
    from graphapi.load.status import read_status, status_path

    found = read_status(status_path(read_settings(data_dir=data_dir)))
    if as_json:
        print_json(None if found is None else found.as_json())
    else:
        console().print("No load is running." if found is None else found.as_text(), markup=False)
    raise typer.Exit


@export.callback()
def _export_group() -> None:
    """Write the graph to files."""


@load.command("catalogue", epilog=LOAD_EXAMPLES)
def load_catalogue(
    folder: Folder,
    skip_bad_rows: SkipBadRows = None,
    keep_sample: KeepSample = False,
    bulk: Bulk = None,
    bulk_format: BulkFormat = ImportFormat.CSV,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Load a catalogue: files films, people and cast, optionally directors and characters, as CSV, Parquet or JSONL."""
    from graphapi.load.catalogue import load_catalogue as load_files

    options = LoadOptions(
        skip_bad_rows=skip_bad_rows, keep_sample=keep_sample, import_folder=bulk, import_format=bulk_format
    )
    _load(load_files, folder, options, read_settings(data_dir=data_dir), as_json=as_json)


@load.command("imdb", epilog=LOAD_EXAMPLES)
def load_imdb(
    folder: Folder,
    skip_bad_rows: SkipBadRows = None,
    keep_sample: KeepSample = False,
    bulk: Bulk = None,
    bulk_format: BulkFormat = ImportFormat.CSV,
    include_adult: IncludeAdult = False,
    title_types: Annotated[
        str, typer.Option(metavar="TYPES", help="IMDb title types to load, separated by commas.")
    ] = ",".join(FILM_TITLE_TYPES),
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Load IMDb's dumps, plain or gzipped: title.basics, title.principals, name.basics, title.ratings, title.crew."""
    from graphapi.load.imdb import load_imdb as load_files

    options = LoadOptions(
        skip_bad_rows=skip_bad_rows,
        keep_sample=keep_sample,
        import_folder=bulk,
        import_format=bulk_format,
        include_adult=include_adult,
        title_types=_names(title_types),
    )
    _load(load_files, folder, options, read_settings(data_dir=data_dir), as_json=as_json)


@load.command("tmdb", epilog=LOAD_EXAMPLES)
def load_tmdb(
    folder: Folder,
    skip_bad_rows: SkipBadRows = None,
    keep_sample: KeepSample = False,
    bulk: Bulk = None,
    bulk_format: BulkFormat = ImportFormat.CSV,
    include_adult: IncludeAdult = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Load TMDB's films and credits in the form of Kaggle's data sets, and TMDB's daily exports of ids."""
    from graphapi.load.tmdb import load_tmdb as load_files

    options = LoadOptions(
        skip_bad_rows=skip_bad_rows,
        keep_sample=keep_sample,
        import_folder=bulk,
        import_format=bulk_format,
        include_adult=include_adult,
    )
    _load(load_files, folder, options, read_settings(data_dir=data_dir), as_json=as_json)


@load.command("wikidata", epilog=LOAD_EXAMPLES)
def load_wikidata(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="Result of the query.")],
    skip_bad_rows: SkipBadRows = None,
    keep_sample: KeepSample = False,
    bulk: Bulk = None,
    bulk_format: BulkFormat = ImportFormat.CSV,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Load films with casts from the result of a SPARQL query to Wikidata, in JSON or CSV."""
    from graphapi.load.wikidata import load_wikidata as load_file

    options = LoadOptions(
        skip_bad_rows=skip_bad_rows, keep_sample=keep_sample, import_folder=bulk, import_format=bulk_format
    )
    _load(load_file, file, options, read_settings(data_dir=data_dir), as_json=as_json)


def _load(load_files: LoadFiles, path: Path, options: LoadOptions, settings: Settings, *, as_json: bool) -> None:
    """Load a file or a folder, with the settings that hold for every kind of files."""
    if options.import_format is not ImportFormat.CSV and options.import_folder is None:
        raise typer.BadParameter("is used with --bulk", param_hint="--bulk-format")
    chosen = replace(options, import_database=settings.neo4j_database, memory_mib=settings.load_memory)
    _run(
        lambda graph, progress: load_files(graph, path, options=chosen, progress=progress),
        settings,
        as_json=as_json,
        uses_graph=chosen.import_folder is None,
    )


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not names:
        raise typer.BadParameter("names no title type", param_hint="--title-types")
    return names


@export.command("catalogue", epilog=EXPORT_EXAMPLES)
def export_catalogue(
    folder: Annotated[Path, typer.Argument(metavar="DIR", file_okay=False, help="Folder to write to.")],
    format: Annotated[
        ExportFormat, typer.Option("--format", help="Format of the files; only graphml cannot be loaded again.")
    ] = ExportFormat.CSV,
    force: Annotated[bool, typer.Option("--force", help="Replace existing files.")] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Write the graph as files that `graphapi load catalogue` can read, or as GraphML."""
    from graphapi.load.export import export_catalogue as export_files

    _run(
        lambda graph, progress: export_files(graph, folder, format=format, force=force, progress=progress),
        read_settings(data_dir=data_dir),
        as_json=as_json,
        is_export=True,
    )


def _run(work: Work, settings: Settings, *, as_json: bool, is_export: bool = False, uses_graph: bool = True) -> None:
    from graphapi.load.progress import row_count, summary_heading, summary_notes, summary_table
    from graphapi.load.status import status_path

    configure_logging(settings)
    status = None if is_export else status_path(settings)
    summary = run((_on_graph if uses_graph else _without_graph)(work, settings, status, quiet=as_json))
    if as_json:
        print_json(summary.as_json())
        return
    out = console(wrap=True)
    if not is_export:
        out.print(summary_heading(summary), markup=False)
        out.print(summary_table(summary))
    for file in summary.files if is_export else ():
        out.print(f"{file.file}: {row_count(file.rows)}", markup=False)
    for note in summary_notes(summary):
        console().print(note, markup=False)
    if summary.import_command:
        console().print(IMPORT_STEPS.format(command=summary.import_command), markup=False)


async def _without_graph(work: Work, settings: Settings, status: Path | None, *, quiet: bool) -> LoadSummary:
    from graphapi.load.bulk.import_files import NoGraph
    from graphapi.load.progress import show_progress
    from graphapi.load.status import recorded

    with show_progress(quiet=quiet) as progress, recorded(status, progress) as recorder:
        return await work(NoGraph(), recorder)


async def _on_graph(work: Work, settings: Settings, status: Path | None, *, quiet: bool) -> LoadSummary:
    from graphapi.load.progress import show_progress
    from graphapi.load.status import recorded
    from graphapi.store import StoreKind
    from graphapi.store.migrations import check_version, migrate

    async with opened_graph(settings) as graph:
        if graph.kind is StoreKind.EMBEDDED:
            await migrate(graph)
        else:
            # A Neo4j server may be shared, so its owner runs `graphapi migrate`.
            await check_version(graph)
        with show_progress(quiet=quiet) as progress, recorded(status, progress) as recorder:
            return await work(graph, recorder)
