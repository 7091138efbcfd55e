"""A resident holds the QR code of a reservation before the kiosk's camera, and has a number.

The camera is Chromium's own make-believe one, which films a picture; everything from there to the ticket is the product.
Only the reading of the picture is a stand-in: Chromium on Linux offers `BarcodeDetector` and can read no codes, that of
Android tablets and ChromeOS can. The stand-in looks whether the code that the film shows is in the picture it is given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, BrowserType, expect

from tests.journeys.accessibility import expect_accessible
from tests.journeys.conftest import NewContext
from tests.journeys.desks import SATO, let_the_day_come
from tests.journeys.product import Product
from tests.journeys.visitors import Visitor

pytestmark = pytest.mark.journey
WIDTH, HEIGHT, MODULE = 640, 480, 8
FRAMES = 20
Film = Callable[[str], Browser]
# Reads the middle of each module of the code and compares it with what the film shows.
DETECTOR = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect(video) {
    const {text, modules, left, top, size} = SHOWN;
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const drawing = canvas.getContext("2d");
    drawing.drawImage(video, 0, 0);
    const scale = canvas.width / WIDTH;
    let wrong = 0;
    modules.forEach((row, y) => row.forEach((dark, x) => {
      const at = [left + (x + 0.5) * size, top + (y + 0.5) * size].map((one) => Math.floor(one * scale));
      wrong += (drawing.getImageData(at[0], at[1], 1, 1).data[1] < 128) !== Boolean(dark);
    }));
    return wrong < modules.length ? [{rawValue: text}] : [];
  }
};
"""


@pytest.fixture
def filming(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> Iterator[Film]:
    """A browser whose camera films a code."""
    browsers: list[Browser] = []

    def start(text: str) -> Browser:
        film = tmp_path / "code.mjpeg"
        _, place = _picture(text)
        place["picture"].save(tmp_path / "frame.jpg", quality=95)
        film.write_bytes((tmp_path / "frame.jpg").read_bytes() * FRAMES)
        camera = [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        ]
        args = [*browser_type_launch_args["args"], *camera]
        browsers.append(browser_type.launch(**{**browser_type_launch_args, "args": args}))
        return browsers[-1]

    yield start
    for one in browsers:
        one.close()


def test_a_code_before_the_kiosks_camera_is_a_ticket(
    office: Product, new_context: NewContext, filming: Film
) -> None:
    code, address = reserve(Visitor(new_context().new_page(), office))
    let_the_day_come(office, code)
    kiosk = camera_at_a_kiosk(filming(address), office, address)

    kiosk.press_without_leaving("カメラで読み取る")

    expect(kiosk.page.locator(".kiosk-number")).to_be_visible()
    assert "/kiosk/honcho/tickets/" in kiosk.page.url


def test_a_camera_that_sees_no_code_keeps_looking_and_typing_still_works(
    office: Product, filming: Film
) -> None:
    kiosk = camera_at_a_kiosk(filming("something else"), office, "http://127.0.0.1/elsewhere")

    kiosk.press_without_leaving("カメラで読み取る")

    expect(kiosk.page.get_by_label("カメラの映像")).to_be_visible()
    kiosk.sees("QRコードを映してください。")
    expect_accessible(kiosk.page)
    kiosk.write("QRコードをかざすか、控えの番号を入力してください", "7KMX-4QRA-9TWC")
    kiosk.press("受け付ける")
    kiosk.sees("この番号の受付は見つかりませんでした")


class Terminal(Visitor):
    __slots__ = ()

    def press_without_leaving(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()


def reserve(resident: Visitor) -> tuple[str, str]:
    """The one code, and what its QR code says."""
    resident.open("counter/")
    resident.follow(re.compile("^引っ越しの届出"))
    resident.follow(re.compile("来る時間を予約する"))
    resident.page.get_by_role("radio").first.check()
    resident.write("お名前", "浜田 うみ")
    resident.write("メールアドレス", "umi@resident.example")
    resident.press("予約する")
    resident.sees("来庁の予約")
    return resident.page.locator(".ticket-code code").inner_text(), resident.page.url


def camera_at_a_kiosk(browser: Browser, office: Product, text: str) -> Terminal:
    """A chief made it a kiosk; `text` is what the stand-in reads where the film shows it."""
    context = browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo", permissions=["camera"])
    context.add_init_script(DETECTOR.replace("SHOWN", _picture(text)[0]).replace("WIDTH", str(WIDTH)))
    kiosk = Terminal(context.new_page(), office)
    kiosk.sign_in(SATO)
    kiosk.open("staff/counter/setup/honcho/")
    kiosk.press("この端末を発券機にする")
    kiosk.follow("予約している方はこちら（QRコード・お名前）")
    return kiosk


def _picture(text: str) -> tuple[str, dict[str, Any]]:
    """Where the code stands in the picture, as JSON, and the picture itself."""
    modules = [[int(one) for one in row] for row in segno.make(text, error="m").matrix]
    count = len(modules)
    left, top = (WIDTH - count * MODULE) // 2, (HEIGHT - count * MODULE) // 2
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                place = (left + x * MODULE, top + y * MODULE)
                picture.paste(0, (*place, place[0] + MODULE, place[1] + MODULE))
    shown = {"text": text, "modules": modules, "left": left, "top": top, "size": MODULE}
    return json.dumps(shown), {"picture": picture.convert("RGB")}
