"""The command `kaizhi`: show it, run it, look after it. Nothing heavy is imported before it is known to be needed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

HELP = """\
开枝 Kaizhi：面向集团型制造业客户的 CRM — the CRM for manufacturers who sell to corporate groups

用法 usage: kaizhi COMMAND [OPTION ...]

  demo      用虚构的客户数据打开演示   show it with a made-up book of customers
  serve     正式运行网页服务           serve the pages in production
  worker    运行后台任务               run background tasks and schedules
  migrate   建立或升级数据库           create or upgrade the database
  radar     从客户工作簿直接算复制雷达 the replication radar of a workbook, without a database

每个命令加 --help 查看选项。其余命令交给 Django 管理工具（如 createsuperuser、dumpdata），kaizhi help 列出全部。
Each command explains its options with --help. Any other command goes to Django's own tool; kaizhi help lists them.
"""


def main(argv: Sequence[str] | None = None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    name = arguments[0] if arguments else "--help"
    if name in {"-h", "--help"}:
        sys.stdout.write(HELP)
        return 0
    if name == "radar":
        from kaizhi.scoring.cli import main as radar  # noqa: PLC0415 the core needs no Django, and Django no core

        return radar(arguments[1:])
    command = COMMANDS.get(name)
    return command(arguments[1:]) if command else django_command(arguments)


def demo(arguments: list[str]) -> int:
    parser = _parser("demo", "用虚构的客户数据打开演示 Show Kaizhi with a made-up book of customers.")
    _add_address(parser, port=None)
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器 do not open a browser")
    parser.add_argument("--fresh", action="store_true", help="丢弃旧演示数据重来 throw the old demo data away first")
    parser.add_argument("--data", metavar="DIR", help="演示数据目录 folder of the demo's data")
    options = parser.parse_args(arguments)
    from kaizhi.config.demo import run_demo  # noqa: PLC0415 as above

    return run_demo(
        host=options.host, port=options.port, folder=options.data, fresh=options.fresh, browser=not options.no_browser
    )


def serve(arguments: list[str]) -> int:
    parser = _parser("serve", "正式运行网页服务 Serve the pages in production.")
    _add_address(parser, port=8000)
    parser.add_argument("--workers", type=_positive, default=2, help="进程数 processes (default: 2)")
    parser.add_argument(
        "--threads", type=_positive, default=4, help="每进程线程数 threads of each process (default: 4)"
    )
    parser.add_argument(
        "--with-worker",
        action="store_true",
        help="单机小型部署：后台任务也在此运行 run the background tasks in here too",
    )
    options = parser.parse_args(arguments)
    _set_up_django()
    from kaizhi.config import serving  # noqa: PLC0415 needs the settings

    serving.refuse_unsafe()
    serving.collect_static()
    plan = serving.Plan(options.host, options.port, options.workers, options.threads, options.with_worker)
    return serving.run(plan)


def worker(arguments: list[str]) -> int:
    _parser("worker", "运行后台任务 Run background tasks and schedules until stopped.").parse_args(arguments)
    return django_command(["run_worker"])


def migrate(arguments: list[str]) -> int:
    """Django's own migrate, and the one table that has no migration."""
    code = django_command(["migrate", *arguments])
    if code or {"-h", "--help", "--plan", "--check", "--fake"} & set(arguments):
        return code
    return django_command(["createcachetable"])


def django_command(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaizhi.config.settings")
    from django.core.management import ManagementUtility  # noqa: PLC0415 as above

    ManagementUtility(["kaizhi", *arguments]).execute()
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {"demo": demo, "serve": serve, "worker": worker, "migrate": migrate}


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"kaizhi {name}", description=description)


def _add_address(parser: argparse.ArgumentParser, *, port: int | None) -> None:
    shown = port or "8000, else the next free one 或下一个空闲端口"
    parser.add_argument("--host", default="127.0.0.1", help="监听地址 address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=_positive, default=port, help=f"端口 port (default: {shown})")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaizhi.config.settings")
    import django  # noqa: PLC0415 as above

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
