#!/usr/bin/python3
"""The score of the reader on hand-made expectations, where they are at hand (DEADLINED_CORPUS): a floor, never lowered."""
import os
import re
import subprocess

from harness import BUILD, main, test

CORPUS = os.environ.get("DEADLINED_CORPUS")
FLOORS = {"notices": {"deadlines": 1.0, "targets": 0.97, "units": 1.0, "rows": 1.0, "header": 1.0, "controls": 1.0},
          "phrases": {"deadlines": 1.0, "targets": 0.97, "controls": 1.0}}


def score(what, path):
    done = subprocess.run([f"{CORPUS}/tools/score", what, f"{CORPUS}/{path}", "--ctl", BUILD / "deadlinectl"],
                          capture_output=True, text=True, timeout=240)
    last = done.stdout.strip().splitlines()[-1]
    rates = {k: int(a) / int(b) for k, a, b in re.findall(r"(\w+): (\d+)/(\d+)", last)}
    for name, floor in FLOORS[what].items():
        assert rates.get(name, 0) >= floor, f"{name} is {rates.get(name)}, its floor {floor}\n{done.stdout}"


if CORPUS:
    @test("every notice of the corpus is read as a careful official would")
    def notices(home):
        score("notices", "notices")

    @test("every phrase of the corpus gives its deadlines and targets, and the controls give none")
    def phrases(home):
        score("phrases", "phrases.tsv")

main()
