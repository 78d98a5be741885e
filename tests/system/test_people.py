#!/usr/bin/python3
"""Who hears: deputies, groups, and what --check and `units` say of names that nobody has listed."""
import email
import email.policy
import subprocess

from harness import BUILD, main, test

DROP = '{{ name = "drop"; type = "maildir"; path = "{}/mail"; from = "a@example.org"; }}'
PEOPLE = """
units : (
  { name = "甲局"; notify = [ "drop:jia@example.org" ]; },
  { name = "乙局"; notify = [ "drop:yi@example.org" ]; away = "2030-02-20..2030-02-27"; deputy = "甲局"; },
  { name = "丁局"; notify = [ "drop:ding@example.org" ]; }
);
unknown_units = [ ];
"""


def check(home):
    return subprocess.run([BUILD / "deadlined", "-c", home.conf, "--check"], capture_output=True, text=True, timeout=60,
                          env={"DEADLINED_CLOCK": "2030-02-20T08:00:00+08:00"})


@test("--check reads the notices before the first start, and says whom they reach and whom they do not")
def checked(home):
    home.configure(DROP.format(home.path), PEOPLE)
    done = check(home)
    assert done.returncode == 0, done
    assert "on 2030-02-20:\n  丙局: nobody\n" in done.stdout, done.stdout
    assert "  乙局: drop:jia@example.org (deputy of 乙局)\n" in done.stdout, done.stdout
    assert '"丙局" (1 task, in test) reaches nobody; list it in units' in done.stderr, done.stderr
    assert done.stderr.endswith("丁局\n"), done.stderr
    assert not (home.path / "deadlined.db").exists()
    (home.notices / "bad.docx").write_bytes(b"PK\x03\x04 no archive")
    done = check(home)
    assert done.returncode == 0 and "bad.docx" in done.stderr, done


@test("while a unit is away its deputy hears in its place, and no stage is lost or heard twice")
def deputy(home):
    home.configure(DROP.format(home.path), PEOPLE)
    home.start("2030-01-03T08:00:00+08:00 skip until 2030-03-04T00:00:00+08:00")
    assert home.wait_exit() == 0
    heard = []
    for path in home.mails():
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        text = mail.get_body(("plain",)).get_content()
        if "修订管理办法" in text:
            heard.append((mail["Date"].datetime.strftime("%m-%d"), mail["To"].addresses[0].addr_spec.split("@")[0],
                          "代乙局接收" in text))
    heard.sort()
    assert [who for day, who, _ in heard if "02-20" <= day <= "02-27"] == ["jia"] * 2, heard
    assert all(who == ("jia" if instead else "yi") for _, who, instead in heard), heard
    assert all(instead == ("02-20" <= day <= "02-27") for day, _, instead in heard), heard
    assert len({day for day, _, _ in heard}) == len(heard) >= 5, heard


@test("`units` lists every name with whom it reaches, those that reach nobody first")
def units(home):
    home.configure(DROP.format(home.path), PEOPLE)
    home.start("2030-02-27T08:00:00+08:00")
    home.wait_logged("notice=test tasks=3")
    listed = home.ask("units")["units"]
    assert [(u["name"], u["reached"]) for u in listed] == [("丙局", "nobody"), ("甲局", "listed"), ("乙局", "listed")]
    assert listed[2]["hears"][0]["deputy_until"] == "2030-02-27", listed
    shown = home.ctl("units").stdout
    assert "1 reached by nobody" in shown and "listed, but in no notice: 丁局" in shown, shown


main()
