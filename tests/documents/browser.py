"""A real browser for the tests of pages: pages are opened from disk, and all that they ask for or complain of is kept."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect, sync_playwright

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


class Opened:
    """A page that is open, with the addresses it asked for beside its own and what it complained of."""

    def __init__(self, browser: Browser, file: Path, width: int = 1280, script: bool = True) -> None:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(file.resolve().as_uri())
        self.asked.remove(file.resolve().as_uri())

    def faults(self) -> list[str]:
        """What axe-core finds wrong, a line each. It is run as the debugger does, which the page's policy does not stop."""
        self.page.evaluate(f"() => {{ if (!window.axe) {{ {AXE_SCRIPT} }} }}")
        options = json.dumps({"runOnly": {"type": "tag", "values": RULES}})
        found: dict[str, Any] = self.page.evaluate(f"() => axe.run(document, {options})")
        assert found["passes"]
        return [
            f"{each['id']}: {node['target']} {node['failureSummary']}"
            for each in found["violations"]
            for node in each["nodes"]
        ]

    def column(self, table: str, number: int) -> list[str]:
        """The words of a column in the rows that are shown."""
        script = """([table, number]) => [...document.querySelectorAll(`#${table} tbody > tr`)]
            .filter((row) => !row.hidden).map((row) => row.cells[number].textContent)"""
        words: list[str] = self.page.evaluate(script, [table, number])
        return words

    def said(self, part: str) -> str:
        """What the live region of a part says."""
        return self.page.inner_text(f"#{part} .shown")

    def wait_to_hear(self, part: str, words: str) -> None:
        """Wait until the live region of a part says these words."""
        expect(self.page.locator(f"#{part} .shown")).to_contain_text(words)

    def close(self) -> None:
        self.page.context.close()
