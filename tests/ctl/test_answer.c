#include "ctl/answer.h"
#include "table.h"

#define ITEM(address, text, due, days, work, light, more)                                          \
	"{\"address\":\"" address "\",\"text\":\"" text "\",\"due\":" due ",\"days_left\":" days   \
	",\"workdays_left\":" work ",\"light\":\"" light                                           \
	"\",\"standing\":\"open\",\"units\":[\"甲局\",\"乙局\"]" more "}"
#define TARGET(metric, percent, at)                                                                \
	"{\"metric\":\"" metric "\",\"bound\":\"≥ 200 "                                          \
	"个\",\"unit\":\"个\",\"reported\":163.0,\"holds\":false,\"who\":\"li\","                \
	"\"percent\":" percent ",\"at\":" at "}"

/* What the daemon answers to a verb, and what people see of it. */
struct row {
	const char *name, *verb, *reply, *shown;
};
static const struct row rows[] = {
    {"a list, the worst first and cut to the width", "list",
	"{\"items\":[" ITEM("n:1.1", "修订办法", "\"2018-12-31\"", "7", "5", "yellow", "") "," ITEM(
	    "n:2.1",
	    "连接省市两级联通的公共信用信息平台并推进信用信息在各部门各领域的共享和应"
	    "用",
	    "\"2017-06-30\"", "-542", "-370", "red",
	    "") "," ITEM("n:3.1", "建设平台", "\"2020-12-31\"", "731", "500", "green",
	    ",\"targets\":[" TARGET(
		"数据集", "81", "\"2018-12-03T10:00:00+08:00\"") "]") "," ITEM("n:4.1", "发布解读",
	    "null", "null", "null", "grey", ",\"kind\":\"relative\",\"relative\":\"P3BD\"") "]}",
	"   LEFT         DUE         ADDRESS  TASK                                 "
	"UNITS       "
	"PROGRESS\n"
	"!  542 d late   2017-06-30  n:2.1    连接省市两级联通的公共信用信息平台…  "
	"甲局, 乙局\n"
	">  7 d (5 wd)   2018-12-31  n:1.1    修订办法                             "
	"甲局, 乙局\n"
	"   731 d        2020-12-31  n:3.1    建设平台                             "
	"甲局, 乙局  "
	"████████░░ 81%\n"
	"   not started  P3BD        n:4.1    发布解读                             "
	"甲局, 乙局\n"
	"\n1 overdue, 1 due soon, 1 in time, 1 at rest\n"},
    {"an empty list", "overdue", "{\"items\":[]}", "nothing\n"},
    {"one task", "show",
	"{\"items\":[" ITEM("n:3.1", "建设平台", "\"2018-12-31\"", "0", "0", "yellow",
	    ",\"title\":\"分工\",\"doc_no\":\"1号\",\"source\":\"2018年底前\",\"next\":"
	    "{\"key\":"
	    "\"due\",\"at\":\"2018-12-31T09:10:00+08:"
	    "00\"},\"targets\":[" TARGET(
		"数据集", "81", "\"2018-12-03T10:00:00+08:00\"") "," TARGET("应用", "0",
		"null") "]") "],\"history\":[{\"id\":12,\"at\":\"2018-12-03T10:00:00+"
			     "08:00\",\"who\":\"li\","
			     "\"what\":\"report\",\"address\":\"n:"
			     "3.1\",\"metric\":\"数据集\",\"value\":163,\"on\":\"2018-"
			     "12-01\"}]}",
	"分工  1号\n\n"
	"n:3.1  today\n"
	"    建设平台\n"
	"    due       2018-12-31 Mon\n"
	"    units     甲局, 乙局\n"
	"    数据集  ≥ 200 个  ████████████████░░░░  163个 (2018-12-03, li)\n"
	"    应用    ≥ 200 个                        not reported\n"
	"    notice    2018年底前\n"
	"    next      due, 2018-12-31 09:10\n"
	"\n"
	"NO  WHEN              WHO  WHAT    ADDRESS\n"
	"12  2018-12-03 10:00  li   report  n:3.1    数据集 = 163 on 2018-12-01\n"},
    {"a task that is behind, with a question open, and its chain", "show",
	"{\"items\":[" ITEM("n:3.1", "建设平台", "\"2019-12-31\"", "372", "255", "yellow",
	    ",\"was_due\":\"2018-12-31\",\"behind_since\":\"2018-07-29\",\"claimed\":"
	    "null,"
	    "\"returned\":{\"who\":\"wang\",\"at\":\"2018-12-05T10:00:00+08:00\","
	    "\"reason\":\"缺报告\"},"
	    "\"asked\":{\"who\":\"li\",\"at\":\"2018-12-20T10:00:00+08:00\",\"to\":"
	    "\"2020-03-31\","
	    "\"reason\":\"流标\"},\"unsigned\":[\"乙局\"],\"targets\":[{\"metric\":"
	    "\"数据集\",\"bound\":"
	    "\"≥ 350 "
	    "个\",\"unit\":\"个\",\"reported\":120.0,\"holds\":false,\"who\":\"li\","
	    "\"percent\":34,"
	    "\"at\":\"2018-12-03T10:00:00+08:00\",\"expected\":171.4,\"rate\":0.125,"
	    "\"needed\":0.92,"
	    "\"projected\":\"2023-11-13\",\"slack_days\":-108,\"behind\":\"2018-07-"
	    "29\"}]") "],"
		      "\"past\":[{\"occurrence\":\"2016\",\"due\":\"2016-12-31\","
		      "\"standing\":\"done\",\"light\":\"grey\"},"
		      "{\"occurrence\":\"2017\",\"due\":\"2017-12-31\",\"standing\":"
		      "\"open\",\"light\":\"red\",\"days_left\":-358}],"
		      "\"history\":["
		      "{\"id\":1,\"at\":\"2018-12-01T10:00:00+08:00\",\"who\":\"li\","
		      "\"what\":\"snooze\",\"address\":\"n:3.1\","
		      "\"unit\":\"甲局\",\"to\":\"2018-12-10\"},"
		      "{\"id\":2,\"at\":\"2018-12-20T10:00:00+08:00\",\"who\":\"li\","
		      "\"what\":\"ask\",\"address\":\"n:3.1\","
		      "\"to\":\"2020-03-31\",\"reason\":\"流标\"},"
		      "{\"id\":3,\"at\":\"2018-12-20T11:00:00+08:00\",\"who\":\"li\","
		      "\"what\":\"undo\",\"address\":\"n:3.1\","
		      "\"undoes\":1}]}",
	"n:3.1  372 d, behind, extension asked, extended\n"
	"    建设平台\n"
	"    due       2019-12-31 Tue\n"
	"    units     甲局, 乙局\n"
	"    数据集  ≥ 350 个  ██████░░░░░░░░░░░░░░  120个 (2018-12-03, li)\n"
	"    pace      数据集: should be 171.40个 today; 108 d behind; needs 4.60个 a week, makes "
	"0.88个: reached 2023-11-13\n"
	"    was due   2018-12-31\n"
	"    behind    2018-07-29\n"
	"    returned  by wang on 2018-12-05: 缺报告\n"
	"    asked     until 2020-03-31, by li on 2018-12-20: 流标\n"
	"    unsigned  乙局\n"
	"\n"
	"   PAST  DUE         ENDED       PROGRESS\n"
	"   2016  2016-12-31  done\n"
	"!  2017  2017-12-31  358 d late\n"
	"\n"
	"NO  WHEN              WHO  WHAT    ADDRESS\n"
	" 1  2018-12-01 10:00  li   snooze  n:3.1    for 甲局, until 2018-12-10\n"
	" 2  2018-12-20 10:00  li   ask     n:3.1    until 2020-03-31, 流标\n"
	" 3  2018-12-20 11:00  li   undo    n:3.1    takes back 1\n"},
    {"a retired task", "show", "{\"items\":[],\"retired\":true,\"history\":[]}",
	"\nThis task does not stand in its notice any more.\n"},
    {"what was done", "done", ITEM("n:1.1", "修订办法", "\"2018-12-31\"", "1", "1", "yellow", ""),
	"n:1.1  1 d\n    修订办法\n    due       2018-12-31 Mon\n    units     甲局, "
	"乙局\n"},
    {"a day past the tables", "done",
	ITEM("n:1.1", "修订办法", "\"2018-12-31\"", "1", "1", "yellow",
	    ",\"provisional\":true,\"holidays_until\":\"2017-12-31\""),
	"n:1.1  1 d\n    修订办法\n"
	"    due       2018-12-31~ Mon (the tables of holidays end with 2017-12-31: it "
	"may still "
	"move)\n"
	"    units     甲局, 乙局\n"},
    {"whom the names reach", "units",
	"{\"units\":["
	"{\"name\":\"市编办\",\"tasks\":2,\"leading\":1,\"reached\":\"nobody\",\"unit\":\"市编办\","
	"\"hears\":[]},"
	"{\"name\":\"市教局\",\"tasks\":1,\"reached\":\"nobody\",\"unit\":null,\"hears\":[],"
	"\"suggestion\":\"市教育局\"},"
	"{\"name\":\"市网信局\",\"tasks\":12,\"reached\":\"unknown_units\",\"unit\":null,\"hears\":"
	"[{\"channel\":\"mail\",\"address\":\"d@example.org\",\"unit\":\"市网信局\"}],"
	"\"suggestion\":\"市网信办\"},"
	"{\"name\":\"各区\",\"tasks\":1,\"reached\":\"listed\",\"group\":\"各*区\",\"hears\":["
	"{\"channel\":\"group\",\"address\":\"\",\"unit\":\"甲区\",\"listed\":true},"
	"{\"channel\":\"mail\",\"address\":\"c@example.org\",\"unit\":\"乙区\",\"listed\":true,"
	"\"deputy_until\":\"2026-12-15\"},"
	"{\"channel\":\"mail\",\"address\":\"d@example.org\",\"unit\":\"丙区\"}]}],"
	"\"unused\":[\"丁区\",\"戊\\u001b区\"]}",
	"   UNIT      TASKS  LEADING  WHO HEARS           THROUGH\n"
	"!  市编办        2        1  nobody              市编办 has no recipients\n"
	"!  市教局        1           nobody              not listed; did you mean \"市教育局\"?\n"
	">  市网信局     12           mail:d@example.org  unknown_units; did you mean "
	"\"市网信办\"?\n"
	"   各区          1           group               甲区\n"
	"                             mail:c@example.org  deputy of 乙区, away until 2026-12-15\n"
	"                             mail:d@example.org  unknown_units: 丙区\n"
	"\n2 reached by nobody, 1 not listed, 1 listed\n"
	"listed, but in no notice: 丁区, 戊 区\n"},
    {"no names", "units", "{\"units\":[],\"unused\":[]}", "no notice names a unit\n"},
    {"deliveries", "deliveries",
	"{\"items\":[{\"id\":7,\"state\":\"dead\",\"channel\":\"mail\",\"to\":\"a@"
	"example.org\","
	"\"tries\":1,\"ended\":\"2018-12-24T09:"
	"10:05+08:00\",\"subject\":\"【逾期1项】\",\"reason\":\"550 5.1.1 no such "
	"user\"}]}",
	"ID  STATE  CHANNEL  TO             TRIES  WHEN              SUBJECT      "
	"REPLY\n"
	" 7  dead   mail     a@example.org      1  2018-12-24 09:10  【逾期1项】  550 "
	"5.1.1 no "
	"such user\n"},
    {"dead addresses", "deliveries",
	"{\"items\":[],\"addresses\":[{\"channel\":\"mail\",\"to\":\"a@example.org\","
	"\"since\":\"2018-12-24T09:10:05+08:00\",\"reason\":\"550 5.1.1 no such user\"}]}",
	"nothing\n\n"
	"DEAD ADDRESS        SINCE             REPLY\n"
	"mail:a@example.org  2018-12-24 09:10  550 5.1.1 no such user\n"
	"\nNothing is sent to these; `deadlinectl retry CHANNEL:ADDRESS` releases one and sends "
	"what "
	"is dead again.\n"},
    {"no deliveries", "deliveries", "{\"items\":[]}", "nothing\n"},
    {"one more try", "retry", "{\"revived\":1}", "1 message goes again\n"},
    {"more tries", "retry", "{\"revived\":12}", "12 messages go again\n"},
    {"a test that passed", "test",
	"{\"channel\":\"group\",\"to\":\"\",\"state\":\"sent\",\"settled\":true,\"reason\":"
	"\"accepted"
	" (HTTP 200)\",\"dialogue\":\"> POST /x?key=*** HTTP/1.1\\n< HTTP/1.1 200 "
	"OK\\u001b[31m\\n\"}",
	"> POST /x?key=*** HTTP/1.1\n< HTTP/1.1 200 OK [31m\n\ngroup: sent: accepted (HTTP 200)\n"},
    {"a test that holds the channel", "test",
	"{\"channel\":\"mail\",\"to\":\"a@example.org\",\"state\":\"held\",\"settled\":true,"
	"\"reason\":\"user or password is wrong\",\"dialogue\":\"< 535 no\\n\"}",
	"< 535 no\n\nmail:a@example.org: held: user or password is wrong\n"
	"    nothing more goes this way until that is mended and tested again\n"},
    {"a test without an outcome", "dialogue",
	"{\"channel\":\"mail\",\"to\":\"a@example.org\",\"state\":\"sending\",\"settled\":false,"
	"\"letter\":\"01H\",\"reason\":null,\"dialogue\":null}",
	"mail:a@example.org: nothing came back yet\n"
	"    ask again with the command below\n    deadlinectl dialogue 01H\n"},
    {"status", "status",
	"{\"now\":\"2018-12-24T09:00:00+08:00\",\"next\":\"2018-12-24T09:10:00+08:00\","
	"\"state\":"
	"\"/x.db\",\"calendar\":{\"reaches\":\"2018-12-31\",\"warning\":\"the tables "
	"end\"},"
	"\"notices\":[\"n\"],\"tasks\":3,"
	"\"provisional\":2,\"lights\":{\"red\":1,\"green\":2},\"channels\":[{\"name\":"
	"\"mail\","
	"\"type\":\"smtp\",\"queued\":3,\"in_doubt\":2,"
	"\"dead\":1,\"held\":\"535 wrong "
	"password\"},{\"name\":\"group\",\"type\":\"wecom\",\"waiting_until\":\"2018-"
	"12-24T09:05:"
	"00+08:00\","
	"\"reason\":\"too "
	"fast\",\"failing_since\":\"2018-12-24T09:04:00+08:00\",\"fallback\":\"mail\",\"fallback_"
	"after_s\":3600,\"month\":{\"requests\":4012,"
	"\"quota\":5000,\"percent\":80}},"
	"{\"name\":\"space\",\"type\":\"gchat\",\"limit\":{\"requests\":1,\"seconds\":"
	"1,"
	"\"ready_in\":1}}],\"reports\":[{\"file\":\"甲局.csv\",\"at\":\"2018-12-24T08:"
	"00:00+08:"
	"00\","
	"\"taken\":12,\"skipped\":3,\"wrong\":1}]}",
	"now         2018-12-24 09:00\n"
	"next        2018-12-24 09:10\n"
	"notices     1 with 3 tasks\n"
	"milestones  1 overdue, 0 due soon, 2 in time, 0 at rest\n"
	"            2 on days past the holiday tables (~): they may still move\n"
	"holidays    the tables end\n"
	"store       /x.db\n"
	"\n"
	"CHANNEL  TYPE   QUEUED  SENDING  DEAD  LAST SENT               MONTH  "
	"STANDING\n"
	"mail     smtp        3        0     1  -                           0  held\n"
	"group    wecom       0        0     0  -          4012 of 5000 (80%)  waits "
	"until "
	"2018-12-24 "
	"09:05\n"
	"space    gchat       0        0     0  -                           0  ready "
	"(at most 1 in "
	"1 s, "
	"the …\n"
	"\nmail: 535 wrong password\n    once mended, `deadlinectl test mail` lets it "
	"go again\n"
	"\nmail: 2 of this month may have come twice: all was sent, no answer came, and they "
	"went again\n"
	"\ngroup: too fast\n    failing since 2018-12-24 09:04; tried again by itself, "
	"at once "
	"with "
	"`deadlinectl retry group`\n"
	"    when it has failed for 60 min, its reminders go out through mail\n"
	"\n"
	"REPORTS   READ              TAKEN  KNOWN  WRONG\n"
	"甲局.csv  2018-12-24 08:00     12      3      1\n"},
    {"a bulletin", "bulletin",
	"{\"at\": \"x\", \"text\": \"【通报】逾期 1 项\\n\\n■ 总体情况\\n\"}",
	"【通报】逾期 1 项\n\n■ 总体情况\n"},
    {"a verb of tomorrow", "tomorrow", "{\"a\":1}", "{\n  \"a\": 1\n}\n"},
};

static void check(void **state)
{
	const struct row *row = *state;
	json_scope reply = NULL;
	scope(text) out = {0};
	struct error err = {""};

	if (!json_parse(row->reply, strlen(row->reply), row->name, &reply, &err))
		fail_msg("%s", err.s);
	answer_print(row->verb, reply, &(struct terminal){100, false}, &out);
	assert_string_equal(text_get(&out), row->shown);
}

int main(void)
{
	return table_run("answers", rows, check);
}
