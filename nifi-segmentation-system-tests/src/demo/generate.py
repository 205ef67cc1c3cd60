#!/usr/bin/env python3
# Licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0
# SPDX-License-Identifier: Apache-2.0
"""Writes the demo reviews: reviews-en.jsonl.gz and reviews-zh.jsonl.gz, the same bytes every time.

    python3 generate.py            write both files beside this script
    python3 generate.py --check    compare with the files that are there, exit 1 when they differ
"""

import datetime
import gzip
import io
import json
import sys

from chinese import ChineseShop
from english import EnglishShop
from reviewers import HERE, Customer, Dice, Writer

FIRST_DAY = datetime.date(2024, 3, 1)
DAYS = 548
CUSTOMERS = 480


def reviews(shop, seed, customers):
    """The records in the order in which they were written, and beside them what each customer cares about."""
    dice = Dice(seed)
    people = [Customer(number + 1, dice, shop.topics, shop) for number in range(customers)]
    orders = []
    for person in people:
        joined = dice.below(DAYS - 30)
        for _ in range(person.texts):
            orders.append((joined + dice.below(DAYS - joined), person.id, dice.next(), person))
    orders.sort(key=lambda order: order[:3])

    writer = Writer(shop, dice)
    records = []
    for number, (day, _, _, person) in enumerate(orders):
        date = FIRST_DAY + datetime.timedelta(days=day)
        product, rating, text = writer.review(person, date)
        records.append({
            "id": "r-%05d" % (number + 1), "customer_id": person.id, "text": text, "rating": rating,
            "date": date.isoformat(), "product": product.name, "language": shop.language})
    places = dice.shuffled(range(len(records)))
    for place, awkward in zip(places, shop.awkward()):
        records[place]["text"] = awkward(records[place]["text"]) if callable(awkward) else awkward
    return records, {person.id: person.main for person in people}


def packed(records):
    """NDJSON in gzip without a name or a time in its header."""
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as stream:
        stream.write(lines.encode("utf-8"))
    return buffer.getvalue()


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    same = True
    for shop, seed in ((EnglishShop(), 20240301), (ChineseShop(), 20240310)):
        records, _ = reviews(shop, seed, CUSTOMERS)
        path = HERE / ("reviews-%s.jsonl.gz" % shop.language)
        data = packed(records)
        if arguments:
            found = path.read_bytes() if path.exists() else b""
            # Another zlib may pack the same records into other bytes: that is no difference.
            equal = data == found or bool(found) and gzip.decompress(data) == gzip.decompress(found)
            print("%s: %s" % (path.name, "same" if equal else "differs"))
            same = same and equal
        else:
            path.write_bytes(data)
            print("%s: %d reviews by %d customers, %d bytes" % (path.name, len(records), CUSTOMERS, len(data)))
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
