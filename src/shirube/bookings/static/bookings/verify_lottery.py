#!/usr/bin/env python3
"""抽選を自分で確かめる: repeat the draw of a lottery from its published protocol, with nothing but Python 3.

    python3 verify_lottery.py protocol.json
    python3 verify_lottery.py protocol.json --number 7KMX-4QRA-9TWC --code ACDE-3467-KMNP
    python3 verify_lottery.py protocol.json --commitment 60303ae2…   (from the letter you got when you entered)

It needs no network and knows nothing of the city's system. It ends with 0 where everything agrees, else with 1.

What it repeats:
1. The seed published after the draw has the SHA-256 that was published before the first entry (the commitment).
2. The list of entries has the published digest; with the priorities that staff corrected before the draw put back, that
   which was fixed when the entries closed.
3. Each entry's lot is SHA-256 of "<drawing seed>/<lottery>/<number of the entry>". Entries stand in the order of their
   priority, and inside a priority of their lots. The drawing seed is the seed itself or, where a public number was
   announced beforehand, SHA-256 of "<seed>/<public number>".
4. Round by round, each in this order gets the first of its wishes that still has room, until it has what it asked for.
5. The result is the published one.
"""

from __future__ import annotations

import argparse
import json
import sys
from hashlib import sha256
from typing import Any


def digest(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()


def drawing_seed(protocol: dict[str, Any]) -> str:
    value = protocol["public_value"]
    return digest(f"{protocol['seed']}/{value}") if value else protocol["seed"]


def digest_of_entries(entries: list[Any]) -> str:
    ordered = sorted(entries, key=lambda entry: entry["number"])
    return digest("".join(line_of(entry) for entry in ordered))


def digest_at_closing(protocol: dict[str, Any]) -> str:
    """That of the list before staff corrected the priority of somebody who had named the wrong one."""
    entries = {entry["number"]: dict(entry) for entry in protocol["entries"]}
    for one in reversed(protocol.get("corrections", [])):
        entry = entries[one["number"]]
        if entry["priority"] != one["priority_is"]:
            return ""
        entry["priority"] = one["priority_was"]
    return digest_of_entries(list(entries.values()))


def line_of(entry: dict[str, Any]) -> str:
    facts = [entry[name] for name in ("number", "receipt", "priority", "quantity", "most")]
    return " ".join(str(fact) for fact in facts) + " " + ",".join(entry["wishes"]) + "\n"


def draw(protocol: dict[str, Any]) -> list[Any]:
    seed, lottery = drawing_seed(protocol), protocol["lottery"]
    order = sorted(
        protocol["entries"],
        key=lambda entry: (entry["priority"], digest(f"{seed}/{lottery}/{entry['number']}")),
    )
    room = {slot["code"]: slot["room"] or 0 for slot in protocol["slots"]}
    won: dict[int, list[str]] = {entry["number"]: [] for entry in order}
    somebody_chose = True
    while somebody_chose:
        chose = [choose(entry, won[entry["number"]], room) for entry in order]
        somebody_chose = any(chose)
    return [
        {"place": place, "number": entry["number"], "won": won[entry["number"]]}
        for place, entry in enumerate(order, 1)
    ]


def choose(entry: dict[str, Any], won: list[Any], room: dict[str, Any]) -> bool:
    if len(won) >= entry["most"]:
        return False
    for wish in entry["wishes"]:
        if wish not in won and room[wish] >= entry["quantity"]:
            room[wish] -= entry["quantity"]
            won.append(wish)
            return True
    return False


def digest_of_result(result: list[Any]) -> str:
    ordered = sorted(result, key=lambda one: one["place"])
    return digest("".join(f"{one['place']} {one['number']} {','.join(one['won'])}\n" for one in ordered))


def same_result(own: list[Any], published: list[Any]) -> bool:
    def plain(result: list[Any]) -> list[Any]:
        return sorted((one["place"], one["number"], sorted(one["won"])) for one in result)

    return plain(own) == plain(published)


def check(protocol: dict[str, Any], commitment: str) -> list[Any]:
    """(what was looked at, whether it agrees) for each step."""
    if not protocol.get("seed"):
        return [("抽選はまだ行われていません / Not drawn yet", False)]
    own = draw(protocol)
    steps = [
        (
            "公表された数字は、抽選の前の約束の記号と合う / The seed fits the commitment",
            sha256(bytes.fromhex(protocol["seed"])).hexdigest() == protocol["commitment"],
        ),
        (
            "申し込みの一覧は、公表した訂正のほかは、締切のまま / But for published corrections, the list is that of the closing",
            digest_of_entries(protocol["entries"]) == protocol["entries_digest"]
            and digest_at_closing(protocol) == protocol.get("closing_digest", protocol["entries_digest"]),
        ),
        (
            "自分で抽選し直した結果は、公表された結果と同じ / Drawn again, the result is the published one",
            same_result(own, protocol["result"]) and digest_of_result(own) == protocol["result_digest"],
        ),
    ]
    if commitment:
        words = "約束の記号は、申し込んだときに届いたものと同じ / The commitment is the one in my letter"
        steps.append((words, commitment.strip().lower() == protocol["commitment"]))
    return steps


def find(protocol: dict[str, Any], number: str, code: str) -> str:
    receipt = digest(f"{protocol['lottery']}/{number}/{code}")
    entry = next((one for one in protocol["entries"] if one["receipt"] == receipt), None)
    if entry is None:
        return ""
    mine = next(one for one in draw(protocol) if one["number"] == entry["number"])
    won = "、".join(mine["won"]) or "なし (none)"
    count = len(protocol["entries"])
    return f"あなたの申し込み / Your entry: No. {entry['number']}, 順番 / place {mine['place']} / {count}, 当選 / won: {won}"


def main() -> int:
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("protocol", help="the file protocol.json from the lottery's page")
    reader.add_argument("--number", default="", help="your receipt number")
    reader.add_argument("--code", default="", help="your code")
    reader.add_argument("--commitment", default="", help="the commitment in your letter")
    asked = reader.parse_args()
    with open(asked.protocol, encoding="utf-8") as file:  # noqa: PTH123 — a plain script for anybody
        protocol = json.load(file)
    steps = check(protocol, asked.commitment)
    for words, agrees in steps:
        sys.stdout.write(f"[{'OK' if agrees else 'NG'}] {words}\n")
    is_found = True
    if asked.number and protocol.get("seed"):
        found = find(protocol, asked.number.strip().upper(), asked.code.strip().upper())
        is_found = bool(found)
        sys.stdout.write(
            f"{found or '[NG] あなたの申し込みが一覧にありません / Your entry is not in the list'}\n"
        )
    return 0 if all(agrees for _, agrees in steps) and is_found else 1


if __name__ == "__main__":
    sys.exit(main())
