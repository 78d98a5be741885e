/* What --check says of the notices: read by a stand-in for the reader that prints the file as it is. */
#include "loop/survey.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "table.h"

#define CHANNELS "channels : ( { name = \"drop\"; type = \"maildir\"; path = \"mail\"; } );\n"
#define TASK(no, units)                                                                            \
	"{\"no\":\"" no "\",\"text\":\"事项\",\"units\":[" units                                   \
	"],\"lead\":[],\"supporting\":[],"                                                         \
	"\"deadlines\":[]}"
#define NOTICE(tasks)                                                                                \
	"{\"title\":\"分工\",\"doc_no\":null,\"issuer\":null,\"issued\":\"2026-01-01\",\"tasks\":" \
	"[" tasks "],\"diagnostics\":[]}"

static const struct row {
	const char *name, *conf, *notice, *listing, *says;
} rows[] = {
    {"everybody is reached",
	CHANNELS
	"units : ( { name = \"甲局\"; notify = [ \"drop:a\" ]; away = \"2026-11-26\"; deputy "
	"= \"乙局\"; }, { name = \"乙局\"; notify = [ \"drop:b\", \"drop:c\" ]; } );\n"
	"unknown_units = [ ];\n",
	NOTICE(TASK("1", "\"甲局\",\"乙局\"")),
	"Whom the units in the notices reach on 2026-11-26:\n"
	"  甲局: drop:b (deputy of 甲局), drop:c (deputy of 甲局)\n"
	"  乙局: drop:b, drop:c\n",
	""},
    {"nobody, not listed, not named",
	CHANNELS
	"units : ( { name = \"市人力资源社会保障局\"; notify = [ \"drop:a\" ]; }, { name = "
	"\"哑局\"; notify = [ ]; } );\ngroups : ( { name = \"各局\"; members = [ \"丁局\" ]; } "
	");\nunknown_units = [ \"drop:x\" ];\n",
	NOTICE(TASK("1", "\"哑局\",\"市人社局\"") "," TASK("2", "\"市人社局\",\"各局\"")),
	"Whom the units in the notices reach on 2026-11-26:\n"
	"  哑局: nobody\n"
	"  市人社局: drop:x\n"
	"  各局: drop:x\n",
	"\"丁局\" is no unit; it is reached through unknown_units\n"
	"\"哑局\" (1 task, in n) reaches nobody: \"哑局\" has no recipients\n"
	"\"市人社局\" (2 tasks, in n) is not listed, unknown_units hear for it; is it "
	"\"市人力资源社会保障局\"? then add it to its aliases\n"
	"\"各局\" (1 task, in n) is not listed, unknown_units hear for it\n"
	"units: listed, but in no notice (a supervisor has role = \"supervisor\"): "
	"市人力资源社会保障局\n"},
    {"nobody at all", CHANNELS "unknown_units = [ ];\n", NOTICE(TASK("1", "\"甲局\"")),
	"Whom the units in the notices reach on 2026-11-26:\n  甲局: nobody\n",
	"\"甲局\" (1 task, in n) reaches nobody; list it in units, or name somebody in "
	"unknown_units\n"},
    {"an office that lists nobody", CHANNELS "unknown_units = [ \"drop:{unit}\" ];\n",
	NOTICE(TASK("1", "\"甲局\"")),
	"Whom the units in the notices reach on 2026-11-26:\n  甲局: drop:甲局\n", ""},
    {"a notice that the reader gives up", CHANNELS "unknown_units = [ ];\n", "fail", "",
	"notices: the reader's words\n"},
    {"a notice that is none", CHANNELS "unknown_units = [ ];\n", "[]", "", "notices: $/n: "},
};

static void put(const char *folder, const char *name, const char *text)
{
	scope(text) path = {0};

	text_addf(&path, "%s/%s", folder, name);
	assert_true(file_replace(path.s, text, strlen(text), NULL));
	assert_int_equal(chmod(path.s, 0755), 0);
}

/* The folder as $. */
static void add_shortened(struct text *out, const char *s, const char *folder)
{
	const char *at = strstr(s, folder);

	text_addn(out, s, at ? (size_t)(at - s) : strlen(s));
	text_add(out, at ? "$" : "");
	text_add(out, at ? at + strlen(folder) : "");
}

static void test_survey(void **state)
{
	const struct row *row = *state;
	char folder[] = "/tmp/deadlined-survey.XXXXXX", conf[64], reader[64], command[64];
	struct settings settings = {0};
	scope(errors) mistakes = {0};
	scope(text) all = {0}, listing = {0}, said = {0};
	moment now = 0;

	assert_non_null(mkdtemp(folder));
	snprintf(conf, sizeof conf, "%s/c.conf", folder);
	snprintf(reader, sizeof reader, "%s/reader", folder);
	text_addf(&all, "timezone = \"Asia/Shanghai\";\nnotices = [ \"n\" ];\n%s", row->conf);
	put(folder, "n", row->notice);
	put(folder, "c.conf", all.s);
	put(folder, "reader",
	    "#!/bin/sh\ngrep -q fail \"$4\" && { echo \"the reader's words\" >&2; exit 2; }\n"
	    "exec cat \"$4\"\n");
	assert_true(settings_load(conf, &settings, &mistakes));
	assert_true(zone_parse_iso(&settings.calendar.zone, "2026-11-26T23:00:00+08:00", &now));
	survey_run(&settings, reader, now, &listing, &mistakes);
	assert_int_equal(mistakes.mistakes, 0);
	list_each (const struct mistake *, m, mistakes.list) {
		const char *says = strstr(m->message, "members: ");

		add_shortened(&said, says ? says + strlen("members: ") : m->message, folder);
		text_addc(&said, '\n');
	}
	settings_release(&settings);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	assert_int_equal(system(command), 0);
	assert_string_equal(text_get(&listing), row->listing);
	if (row->says[0] && row->says[strlen(row->says) - 1] != '\n')
		said.s[strlen(row->says)] = 0;
	assert_string_equal(text_get(&said), row->says);
}

int main(void)
{
	return table_run("survey", rows, test_survey);
}
