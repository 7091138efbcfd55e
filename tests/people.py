"""The people of the tests. They are always the same, so that a test can be read like a story."""

from __future__ import annotations

from dataclasses import dataclass

from shirube.accounts.interface import Role

PASSWORD = "みなとのあさは早い-2026"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    kana: str
    email: str
    role: Role | None

    @property
    def account(self) -> dict[str, str]:
        """What UserFactory needs to know of the person."""
        return {"name": self.name, "kana": self.kana, "email": self.email}


YAMADA = Person("山田 花子", "ヤマダ ハナコ", "yamada@resident.example", None)
SATO = Person("佐藤 恵", "サトウ メグミ", "sato@city.example", Role.SECTION_STAFF)
MORITA = Person("森田 環", "モリタ タマキ", "morita@city.example", Role.SUBSECTION_CHIEF)
SUZUKI = Person("鈴木 一郎", "スズキ イチロウ", "suzuki@city.example", Role.SECTION_CHIEF)
TANAKA = Person("田中 光", "タナカ ヒカル", "tanaka@city.example", Role.DX_PROMOTION)
ITO = Person("伊藤 節子", "イトウ セツコ", "ito@city.example", Role.HEADQUARTERS)
WATANABE = Person("渡邉 誠", "ワタナベ マコト", "watanabe@city.example", Role.ADMINISTRATOR)
KOBAYASHI = Person("小林 明", "コバヤシ アキラ", "kobayashi@city.example", Role.AUDITOR)
TAKAHASHI = Person("髙橋 凪", "タカハシ ナギ", "takahashi@other-city.example", Role.SECTION_CHIEF)

STAFF = {
    person.role: person for person in (SATO, MORITA, SUZUKI, TANAKA, ITO, WATANABE, KOBAYASHI) if person.role
}
