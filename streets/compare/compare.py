"""Holds `streets` against Valhalla's pedestrians on one extract: see README.md.

usage: python compare.py EXTRACT PAIRS_PROGRAM [--pairs 50] [--seed 1] [--worst 8]
"""

import argparse
import json
import math
import random
import statistics
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path

import valhalla
from valhalla import Actor, get_config

# Further from a way than this is a point in the sea or in the middle of a railway yard.
NEAR_A_WAY_M = 30
STRAIGHT_M = (200, 2000)
# Helsinki.osm.pbf without the outermost 150 m: Valhalla leaves out ways that the edge of an extract cuts.
HELSINKI = (60.1656, 24.9379, 60.1777, 24.9507)


def tiles(extract: Path, folder: Path) -> Actor:
    """Builds Valhalla's tiles of the extract and opens them."""
    (folder / "tiles").mkdir()
    config = get_config(tile_extract="", tile_dir=str(folder / "tiles"))
    for absent in ("tile_extract", "admin", "timezone"):
        config["mjolnir"].pop(absent, None)
    path = folder / "valhalla.json"
    path.write_text(json.dumps(config))
    build = Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
    subprocess.run([build, "-c", path, extract], check=True, capture_output=True)
    return Actor(config)


def straight(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres of the straight line."""
    dlat, dlon = math.radians(b[0] - a[0]), math.radians(b[1] - a[1])
    h = math.sin(dlat / 2) ** 2 + math.cos(math.radians(a[0])) * math.cos(math.radians(b[0])) * math.sin(dlon / 2) ** 2
    return 2 * 6371008.8 * math.asin(math.sqrt(h))


def spot(point: tuple[float, float]) -> dict:
    """The point as Valhalla takes it. No door opens onto a tunnel; it would take the car tunnels below the town."""
    return {"lat": point[0], "lon": point[1], "search_filter": {"exclude_tunnel": True}}


def near_a_way(actor: Actor, point: tuple[float, float]) -> bool:
    """Whether Valhalla knows a way for people on foot near the point."""
    asked = {"locations": [spot(point)], "costing": "pedestrian", "verbose": True}
    edges = actor.locate(asked)[0].get("edges") or []
    return any(edge["distance"] <= NEAR_A_WAY_M for edge in edges)


def draw(actor: Actor, box: tuple[float, ...], count: int, seed: int) -> list:
    """Draws pairs of points near ways, whose straight line is of a length that people walk."""
    chance = random.Random(seed)

    def point():
        while True:
            drawn = (round(chance.uniform(box[0], box[2]), 6), round(chance.uniform(box[1], box[3]), 6))
            if near_a_way(actor, drawn):
                return drawn

    pairs = []
    while len(pairs) < count:
        a, b = point(), point()
        if STRAIGHT_M[0] <= straight(a, b) <= STRAIGHT_M[1]:
            pairs.append((a, b))
    return pairs


def route(actor: Actor, a, b) -> dict:
    """Valhalla's route on foot, in metres, from way to way."""
    return actor.route({"locations": [spot(a), spot(b)], "costing": "pedestrian", "units": "kilometers"})["trip"]


def ours(program: str, extract: Path, pairs: list) -> list[str]:
    """What `streets` says of the pairs."""
    asked = "".join(f"{a[0]},{a[1]},{b[0]},{b[1]}\n" for a, b in pairs)
    done = subprocess.run([program, extract], input=asked, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def main() -> None:
    say = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    say.add_argument("extract", type=Path)
    say.add_argument("program")
    say.add_argument("--box", type=float, nargs=4, default=HELSINKI)
    say.add_argument("--pairs", type=int, default=50)
    say.add_argument("--seed", type=int, default=1)
    say.add_argument("--worst", type=int, default=8)
    asked = say.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        actor = tiles(asked.extract, Path(folder))
        pairs = draw(actor, asked.box, asked.pairs, asked.seed)
        rows = []
        for (a, b), answer in zip(pairs, ours(asked.program, asked.extract, pairs), strict=True):
            try:
                theirs = route(actor, a, b)["summary"]["length"] * 1000
            except RuntimeError as error:
                print(f"Valhalla has no route: {a} {b} {error}")
                continue
            if "," not in answer:
                print(f"streets has no walk: {a} {b} {answer}, Valhalla {theirs:.0f} m")
                continue
            metres, _, off = map(int, answer.split(","))
            rows.append((abs(metres - off - theirs) / theirs, metres - off, theirs, a, b))
    rows.sort(reverse=True)
    for share, mine, theirs, a, b in rows[: asked.worst]:
        print(f"{share:6.1%}  streets {mine:5.0f} m  Valhalla {theirs:5.0f} m  {a} {b}")
    shares = sorted(row[0] for row in rows)
    p90 = shares[math.ceil(0.9 * len(shares)) - 1]
    print(f"pyvalhalla {version('pyvalhalla')}, seed {asked.seed}, {len(shares)} of {asked.pairs} pairs: "
          f"median {statistics.median(shares):.2%}, p90 {p90:.2%}, worst {shares[-1]:.2%}")


if __name__ == "__main__":
    main()
