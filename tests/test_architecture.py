"""The rules of the house that a machine can check, each with its reason."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APP = ROOT / "app"

# A module may import from its own line and from the lines above it (app/README.md shows the same list).
LAYERS = [
    {"config"},
    {"core"},
    {"record"},
    {"accounts", "stakeholders"},
    {"capacities"},
    {"consultations"},
    {"accreditation"},
    {"contributions"},
    {"positions", "meetings", "opinions"},
    {"speakers", "decisions", "themes"},
    {"advisory"},
    {"transcripts", "ballots"},
    {"programme"},
    {"moderation"},
    {"points", "documents"},
    {"summaries", "interchange"},
    {"live"},
    {"demo"},
    {"models", "api", "lane", "health", "pages", "main", "server", "cli"},
]

FILE_LINES, TEST_LINES, FUNCTION_LINES = 500, 600, 60


def modules(folder: Path = APP) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def name(path: Path) -> str:
    return path.relative_to(APP).with_suffix("").as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def layer(feature: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if feature in names)


def imported_features(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "app":
                found |= {alias.name for alias in node.names}
            elif node.module.startswith("app."):
                found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("app.")}
    return found


def test_every_folder_and_file_of_the_app_has_a_layer() -> None:
    tops = {path.stem for path in APP.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert tops - {"__init__"} == set().union(*LAYERS), "say in LAYERS where it stands"


def test_imports_point_downwards() -> None:
    """One test for all modules, as below: a test each would cost more than what it checks."""
    wrong = [
        f"{name(path)} may not import {other}"
        for path in modules()
        if path != APP / "__init__.py"
        for own in [name(path).split("/")[0]]
        for other in imported_features(path) - {own}
        if not (layer(other) < layer(own) or (layer(other) == layer(own) == len(LAYERS) - 1))
    ]
    assert not wrong


FORBIDDEN = {
    "queries": {"service", "routes"},
    "models": {"service", "routes", "queries", "schemas", "events"},
    "schemas": {"service", "routes", "queries"},
    "events": {"service", "routes", "queries"},
    "service": {"routes"},
}


def imported_of_own(path: Path) -> Iterator[str]:
    """The modules of its own feature that a module imports."""
    own = name(path).split("/")[0]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module == f"app.{own}":
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"app.{own}."):
            yield node.module.split(".")[2]


def test_inside_a_feature_routes_use_services_use_queries() -> None:
    """Nothing imports routes but api.py (and `Ref`, the path parameter); nothing below a service imports one."""
    wrong = [
        f"{name(path)} may not import {other}"
        for path in modules()
        for other in imported_of_own(path)
        if other in FORBIDDEN.get(path.stem, ())
    ]
    assert not wrong


def test_files_and_functions_stay_readable() -> None:
    for path in (*modules(), *modules(ROOT / "tests")):
        limit = TEST_LINES if "tests" in path.parts or path.name == "verify.py" else FILE_LINES  # it travels alone
        assert len(path.read_text("utf-8").splitlines()) <= limit, f"{path}: split it by what it is about"
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                lines = node.end_lineno - node.lineno
                assert lines < FUNCTION_LINES, f"{path}: {node.name} does not fit on a screen"


def test_every_module_says_what_belongs_in_it() -> None:
    """In one to three lines: what belongs here and what does not."""
    silent = [name(path) for path in modules() if path.stem != "__init__" and not ast.get_docstring(tree(path))]
    assert not silent


# pattern -> (where it may stand, why)
ONLY_IN: dict[str, tuple[set[str], str]] = {
    r"\.commit\(": ({"core/db"}, "one place commits: a unit of work is atomic or not at all"),
    r"\bRecord\.(hold|begin)\(": (
        {"service", "demo/seed", "interchange"},
        "the record is written by services, so that a service's functions are all that can happen",
    ),
    r"datetime\.now\(|\.utcnow\(|time\.time\(": ({"core/clock"}, "one clock, which tests can set"),
    r"\bHTTPException\b": ({"core/errors"}, "refusals are ours, with codes; the framework's are translated there"),
    r"\bjose\b|\bcryptography\b": ({"core/security"}, "one place to replace it"),
    r"os\.environ|getenv\(": ({"config"}, "settings come from one place"),
    r"\brelationship\(": (set(), "explicit queries: nothing loads by accident"),
    r"create_all\(": (set(), "tables come from migrations"),
    r"\b(TODO|FIXME|XXX|NotImplementedError)\b": (set(), "finished or not there"),
}


@pytest.mark.parametrize("pattern", ONLY_IN)
def test_some_things_stand_in_one_place_only(pattern: str) -> None:
    allowed, why = ONLY_IN[pattern]
    for path in modules():
        own = name(path)
        if own in allowed or own.split("/")[0] in allowed or path.stem in allowed:
            continue
        found = re.search(pattern, path.read_text("utf-8"))
        assert not found, f"{own}: {found.group() if found else ''}: {why}"


def test_the_readme_lists_the_layers_as_they_are() -> None:
    readme = (APP / "README.md").read_text("utf-8")
    listed = re.search(r"```\n(core\n.*?)```", readme, re.DOTALL)
    assert listed
    lines = [{word.removesuffix(".py") for word in line.split()} for line in listed.group(1).strip().splitlines()]
    assert lines == LAYERS[1:]


def test_every_setting_is_in_the_readme() -> None:
    from app.config import Settings

    readme = (ROOT / "README.md").read_text("utf-8")
    documented = set(re.findall(r"`CONVENOR_([A-Z_]+)`", readme))
    assert {field.upper() for field in Settings.model_fields} <= documented


def test_lock_files_carry_no_addresses() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock", "tests/oracles/requirements.lock"):
        assert "://" not in (ROOT / lock).read_text("utf-8")
    assert '"resolved"' not in (ROOT / "frontend" / "package-lock.json").read_text("utf-8")
