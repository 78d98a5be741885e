#!/usr/bin/python3
"""Tables of reported values, dropped into a watched folder as spreadsheets save them."""
import email
import email.policy
import os
import socket
import time
import zipfile

from harness import NOTICE, main, test, wait_for

CLOCK = "2030-01-20T10:00:00+08:00"


def begin(home, clock=CLOCK, tasks=3):
    home.reports = home.path / "reports"
    home.reports.mkdir(exist_ok=True)
    home.configure(f'{{ name = "drop"; type = "maildir"; path = "{home.path}/mail"; from = "a@example.org"; }}',
                   f'reports = [ "{home.reports}" ];\n'
                   'units : ( { name = "督查室"; role = "supervisor"; notify = [ "drop:ducha" ]; } );')
    home.start(clock)
    home.wait_logged(f"notice=test tasks={tasks}")


def save(home, name, text, encoding="utf-8"):
    """As programs save: beside, then renamed."""
    path = home.reports / name
    beside = home.reports / f"{name}.tmp"
    beside.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    beside.rename(path)
    return path


def history(home, address="test:1.1"):
    return [(e["who"], e["value"], e["label"]) for e in home.ask("show", address)["history"] if e["what"] == "report"]


@test("a table dropped into the folder is taken, a wrong line is told to the supervisors and the rest taken")
def dropped(home):
    begin(home)
    save(home, "甲局 1月.csv", "单位,指标,值,日期,备注\n甲局,数据集,150,2030/1/15,初步\n甲局,数据集,75%,2030/1/16,\n戊局,数据集,1,,\n")
    home.wait_logged("reports=甲局 1月.csv taken=1 skipped=0 wrong=2")
    home.wait_logged('甲局 1月.csv:3: "75%" is no number of 个')
    assert history(home) == [("file:甲局 1月.csv", 150, "初步")]
    home.wait_logged("to=ducha try=1 result=sent")
    letters = [email.message_from_bytes(m.read_bytes(), policy=email.policy.default) for m in home.mails()]
    letter = [m for m in letters if "填报表 甲局 1月.csv" in m["Subject"]][0].get_body(("plain",)).get_content()
    assert "第 3 行  甲局 数据集 = 75% (2030-01-16)" in letter and "没有需要“戊局”填报的指标" in letter, letter
    status = home.ask("status")["reports"]
    assert [(r["file"], r["taken"], r["skipped"], r["wrong"]) for r in status] == [("甲局 1月.csv", 1, 0, 2)], status
    assert "甲局 1月.csv" in home.ctl("status").stdout


@test("a file may grow, be saved again and be there at a restart: each line counts once")
def grows(home):
    begin(home)
    save(home, "a.csv", "test:1.1,数据集,150,2030-01-15\n")
    home.wait_logged("reports=a.csv taken=1 skipped=0")
    save(home, "a.csv", "test:1.1,数据集,150,2030-01-15\ntest:1.1,数据集,160,2030-01-16\n")
    home.wait_logged("reports=a.csv taken=1 skipped=1")
    before = history(home)
    home.stop()
    seen = len(home.lines)
    save(home, "b.csv", "test:1.1,数据集,170,2030-01-17\n")
    home.start(CLOCK)
    home.wait_logged("reports=b.csv taken=1")
    assert history(home) == before + [("file:b.csv", 170, None)]
    assert not [line for line in home.lines[seen:] if "a.csv" in line]


@test("a file that is still being written is not read half")
def half(home):
    begin(home)
    path = home.reports / "slow.csv"
    whole = "test:1.1,数据集,150,2030-01-15\n".encode()
    for n in range(1, len(whole) + 1):
        with open(path, "ab") as file:    # closed after each piece, as a share does it
            file.write(whole[n - 1:n])
    home.wait_logged("reports=slow.csv")
    assert history(home) == [("file:slow.csv", 150, None)]
    for name in ("~$slow.xlsx", ".slow.csv.swp", "slow.csv.part", "slow.tmp"):
        (home.reports / name).write_text("x")
    save(home, "last.csv", "test:1.1,数据集,151,2030-01-16\n")
    home.wait_logged("reports=last.csv")
    assert not home.logged("\\.(swp|part|tmp)|~")


@test("what a spreadsheet of that office writes is read: GB18030, a workbook, full width")
def encodings(home):
    begin(home)
    save(home, "gbk.csv", "单位,指标,值,日期\r\n甲局,数据集,150,2030年1月15日\r\n", "gb18030")
    home.wait_logged("reports=gbk.csv taken=1 skipped=0 wrong=0")
    save(home, "wide.csv", "单位,指标,值\n甲局,數據集,１６０個\n")
    home.wait_logged("reports=wide.csv taken=1 skipped=0 wrong=0")
    book = home.reports / "book.xlsx.tmp"
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels",
                         '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>')
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + "".join(
            f'<row r="{i}"><c r="A{i}" t="inlineStr"><is><t>{a}</t></is></c>{b}</row>' for i, a, b in (
                (1, "地址", '<c r="B1" t="inlineStr"><is><t>值</t></is></c>'), (2, "test:1.1", '<c r="B2"><v>170</v></c>')))
            + "</sheetData></worksheet>")
    book.rename(home.reports / "book.xlsx")
    home.wait_logged("reports=book.xlsx taken=1 skipped=0 wrong=0")
    assert [value for _, value, _ in history(home)] == [150, 160, 170]


@test("hostile files cost themselves only, and are told")
def hostile(home):
    begin(home)
    bad = {"empty.csv": b"", "noise.csv": os.urandom(4096), "noise.xlsx": b"PK\x03\x04" + os.urandom(3000),
           "text.csv": "本周进展顺利\n".encode(), "quote.csv": b'"' + b"x" * (3 << 20),
           "wide.csv": (",".join(["x"] * 3000) + "\n").encode() * 50}
    for name, data in bad.items():
        save(home, name, data)
    for name in bad:
        home.wait_logged(name.replace(".", "\\."))
    save(home, "good.csv", "test:1.1,数据集,150,2030-01-15\n")
    home.wait_logged("reports=good.csv taken=1 skipped=0 wrong=0")
    files = {r["file"]: r for r in home.ask("status")["reports"]}
    assert files["noise.xlsx"]["unreadable"] and files["empty.csv"]["unreadable"], files
    assert history(home) == [("file:good.csv", 150, None)]


def ask_nothing(home):
    """How long the loop takes to answer what costs it nothing."""
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(home.path / "control.sock"))
        began = time.monotonic()
        client.sendall(b'{"verb": "nothing"}\n')
        assert client.recv(4096)
        return time.monotonic() - began


@test("ten thousand lines of a hundred units are taken while the loop answers")
def many(home):
    head = NOTICE[:NOTICE.index("1 |")]
    rows = "".join(f"{n} |\n建成平台{n} |\n第{n}局 |\n2030年2月底前开放200个以上数据集 |\n" for n in range(1, 101))
    (home.notices / "test.txt").write_text(head + rows, encoding="utf-8")
    begin(home, tasks=100)
    idle = max(ask_nothing(home) for _ in range(20))
    days = [f"2029-{m:02}-{d:02}" for m in range(1, 11) for d in range(1, 11)]
    lines = [f"第{n}局,数据集,{i},{day}\n" for i, day in enumerate(days) for n in range(1, 101)]
    save(home, "many.csv", "单位,指标,值,日期\n" + "".join(lines))
    waits = []
    while not home.logged("reports=many.csv"):
        waits.append(ask_nothing(home))
        assert len(waits) < 100000
    waits += [ask_nothing(home) for _ in range(20)]
    assert home.logged("reports=many.csv taken=10000 skipped=0 wrong=0"), home.lines
    print(f"# {len(waits)} answers while it was taken, the slowest after {max(waits) * 1000:.0f} ms (idle {idle * 1000:.0f})")
    assert max(waits) < 1.0, max(waits)
    assert home.ask("show", "test:100.1")["items"][0]["targets"][0]["reported"] == 99


@test("a reload while a file is taken begins it anew and loses nothing")
def reload(home):
    begin(home)
    days = [f"{y}-{m:02}-{d:02}" for y in range(2000, 2030) for m in range(1, 13) for d in range(1, 29)][:1000]
    save(home, "many.csv", "".join(f"test:1.1,数据集,{i % 190},{day}\n" for i, day in enumerate(days)))
    wait_for("some lines", lambda: history(home))
    home.ctl("reload")
    home.wait_logged("reports=many.csv taken=\\d+ skipped=\\d+ wrong=0")
    assert len(history(home)) == 1000


main()
