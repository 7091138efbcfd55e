"""Photos from telephones: upright, without place and time, and of a size that can be kept."""

from __future__ import annotations

import os

import pytest
from PIL import Image

from shirube.files import interface as files
from shirube.files.domain import photos
from tests.files import pictures
from tests.files.contents import EICAR, PDF

MEGABYTE = 1024 * 1024


def prepare(content, name="家.jpg", most_bytes=10 * MEGABYTE):
    return pictures.decode(files.prepare_photo(name, content, most_bytes=most_bytes))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_every_kind_of_photo_becomes_a_jpeg(kind):
    picture = prepare(pictures.photo(kind=kind))
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (400, 300), "RGB")


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_place_device_and_time_are_taken_out(kind):
    content = files.prepare_photo("家", pictures.photo(kind=kind), most_bytes=MEGABYTE)
    assert dict(pictures.decode(content).getexif()) == {}
    assert b"Telephone" not in content
    assert b"Exif" not in content


def test_a_photo_taken_sideways_is_turned_upright():
    picture = prepare(pictures.photo(400, 300, orientation=pictures.SIDEWAYS))
    assert picture.size == (300, 400)
    assert picture.getpixel((150, 20))[0] > 150
    assert picture.getpixel((150, 380))[2] > 150


def test_a_large_photo_is_made_smaller_and_keeps_its_shape():
    assert prepare(pictures.photo(6000, 3000)).size == (4000, 2000)


def test_a_see_through_picture_gets_a_white_ground():
    content = pictures.encode(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG")
    assert prepare(content).getpixel((5, 5)) == (255, 255, 255)


def test_a_noisy_photo_is_pressed_until_it_fits():
    noise = Image.frombytes("RGB", (1200, 1200), os.urandom(1200 * 1200 * 3))
    best = len(files.prepare_photo("a", pictures.encode(noise, "PNG"), most_bytes=10 * MEGABYTE))
    pressed = files.prepare_photo("a", pictures.encode(noise, "PNG"), most_bytes=best - 1)
    assert len(pressed) < best


@pytest.mark.parametrize(
    "size", [(50_000, 50_000), (9_000, 9_000)], ids=["gigabytes", "some hundred megabytes"]
)
def test_a_small_file_that_declares_a_huge_picture_is_refused(size):
    with pytest.raises(files.PhotoTooManyPixelsError):
        prepare(pictures.png_bomb(*size))


def test_a_photo_that_broke_off_on_the_way_is_refused():
    with pytest.raises(files.PhotoUnreadableError):
        prepare(pictures.photo(800, 800)[:-2000])


def test_above_thirty_megabytes_it_is_refused_with_the_limit():
    with pytest.raises(files.PhotoTooLargeError) as refused:
        prepare(bytes(photos.MOST_BYTES_SENT + 1))
    assert refused.value.facts["limit_megabytes"] == 30


@pytest.mark.parametrize(("name", "kept"), [("家.heic", "家.jpg"), ("家.JPG", "家.JPG"), ("家", "家.jpg")])
def test_the_name_says_what_is_kept(name, kept):
    assert photos.photo_name(name) == kept


@pytest.fixture
def photo_purpose():
    """Small limits: what is kept may have 1 MB, what is sent 30."""
    files.purposes.register(
        files.Purpose(identifier="tests.photos", max_bytes=MEGABYTE, prepares_photos=True)
    )


@pytest.fixture
def send(in_city, photo_purpose):
    from tests.files.conftest import NOW, SATO  # noqa: PLC0415 — beside its only use

    def _send(content, name):
        import io  # noqa: PLC0415

        return files.store_upload(
            municipality_id=in_city.pk, purpose="tests.photos", name=name, declared_type="", content=io.BytesIO(content),
            actor=SATO, now=NOW,
        )  # fmt: skip

    return _send


def test_a_photo_of_the_telephone_is_kept_as_an_upright_jpeg(in_city, send):
    kept = send(pictures.photo(kind="HEIF"), "家.heic")
    opened = files.open_file(municipality_id=in_city.pk, file_id=kept.id)
    assert (kept.name, kept.content_type) == ("家.jpg", "image/jpeg")
    assert pictures.decode(opened.content).size == (400, 300)


def test_a_photo_larger_than_what_may_be_kept_is_made_to_fit(send):
    noise = Image.frombytes("RGB", (2000, 1000), os.urandom(2000 * 1000 * 3))
    content = pictures.encode(noise.resize((2400, 1200)), "PNG")
    assert len(content) > MEGABYTE
    assert send(content, "家.png").size <= MEGABYTE


def test_a_document_is_held_to_its_own_limit(send):
    with pytest.raises(files.FileTooLargeError):
        send(PDF + bytes(MEGABYTE), "証明.pdf")


def test_thirty_one_megabytes_of_photo_are_told_apart_from_a_large_document(send):
    with pytest.raises(files.PhotoTooLargeError):
        send(pictures.photo() + bytes(31 * MEGABYTE), "家.jpg")


def test_a_program_named_like_a_photo_is_refused(send):
    with pytest.raises(files.KindNotAllowedError):
        send(b"MZ\x90\x00" + bytes(200), "家.jpg")


def test_a_photo_with_a_virus_behind_it_is_refused_before_it_is_decoded(send, clamd):
    with pytest.raises(files.FileInfectedError):
        send(pictures.photo() + EICAR.encode(), "家.jpg")
