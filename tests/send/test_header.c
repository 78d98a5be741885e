/* Header fields byte by byte, and what counts as an address. */
#include "send/header.h"
#include "table.h"

static const struct text_row {
	const char *name, *value, *field;
} text_rows[] = {
    {"text: ASCII", "Reminder", "Subject: Reminder\r\n"},
    {"text: B words, cut between characters", "【逾期】开放200个以上政府数据集（截止 2018-12-31）",
	"Subject: =?UTF-8?B?44CQ6YC+5pyf44CR5byA5pS+MjAw5Liq5Lul5LiK5pS/5bqc5pWw?=\r\n"
	" =?UTF-8?B?5o2u6ZuG77yI5oiq5q2iIDIwMTgtMTItMzHvvIk=?=\r\n"},
    {"text: controls", "a\tb\x01\x7f", "Subject: a b  \r\n"},
};

static void test_text(void **state)
{
	const struct text_row *row = *state;
	scope(text) out = {0};

	header_add_text(&out, "Subject", row->value);
	assert_string_equal(out.s, row->field);
}

static const struct mailbox_row {
	const char *name, *mailbox, *display, *field;
} mailbox_rows[] = {
    {"mailbox: address alone", "a@b.example", NULL, "To: a@b.example\r\n"},
    {"mailbox: angle brackets", " <a@b.example> ", NULL, "To: a@b.example\r\n"},
    {"mailbox: name", "Office <a@b.example>", NULL, "To: Office\r\n <a@b.example>\r\n"},
    {"mailbox: quoted name", "\"Chan, T.\" <a@b.example>", NULL,
	"To: \"Chan, T.\"\r\n <a@b.example>\r\n"},
    {"mailbox: the name alone is encoded", "督查室 <a@b.example>", NULL,
	"To: =?UTF-8?B?552j5p+l5a6k?=\r\n <a@b.example>\r\n"},
    {"mailbox: another name", "x <a@b.example>", "Y", "To: Y\r\n <a@b.example>\r\n"},
    {"mailbox: no address", "unit", NULL, "To: unit :;\r\n"},
    {"mailbox: a broken address", "a b@c.example", "N", "To: N :;\r\n"},
    {"mailbox: a UTF-8 address", "督查@例子.中国", NULL, "To: 督查@xn--fsqu00a.xn--fiqs8s\r\n"},
};

static void test_mailbox(void **state)
{
	const struct mailbox_row *row = *state;
	scope(text) out = {0};

	header_add_mailbox(&out, "To", row->mailbox, row->display);
	assert_string_equal(out.s, row->field);
}

static const struct address_row {
	const char *name, *address;
	bool good;
} address_rows[] = {
    {"address: plain", "office@example.org", true},
    {"address: plus and dots", "a.b+c@x-y.example.org", true},
    {"address: UTF-8", "督查@例子.中国", true},
    {"address: host alone", "root@localhost", true},
    {"address: no @", "office", false},
    {"address: no local part", "@example.org", false},
    {"address: no domain", "office@", false},
    {"address: two @", "a@b@c", false},
    {"address: space", "a b@c", false},
    {"address: line break", "a@b\r\nRCPT TO:<c@d>", false},
    {"address: bracket", "a@b>", false},
    {"address: list", "a@b,c@d", false},
    {"address: broken UTF-8", "a\xff@b", false},
    {"address: empty", "", false},
};

static void test_address(void **state)
{
	const struct address_row *row = *state;

	assert_int_equal(mailbox_is_address(row->address), row->good);
}

static void test_atom(void **state)
{
	scope(text) out = {0};

	(void)state;
	header_add_atom(&out, "Notice-1.a_b 市>\r\n");
	assert_string_equal(out.s, "Notice-1.a_5Fb_20_E5_B8_82_3E_0D_0A");
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_atom)};

	return table_run("text", text_rows, test_text) +
	       table_run("mailbox", mailbox_rows, test_mailbox) +
	       table_run("address", address_rows, test_address) +
	       cmocka_run_group_tests_name("atom", others, NULL, NULL);
}
