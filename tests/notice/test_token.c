/* How a text is cut: the longest word, names in quotes whole, units behind numbers before the words they begin. */
#include "table.h"
#include "base/text.h"
#include "lexicon.h"
#include "notice/token.h"

struct token_row {
	const char *name, *want;
};
static const struct token_row rows[] = {
    {"2018年底前", "#2018 年底 前"},
    {"３月１５日", "#3 月 #15 日"},
    {"推出“1+3”清单", "推出 “1+3” 清单"},
    {"《要点(2016-2020年)》", "《要点(2016-2020年)》"},
    {"“十四五”末", "“十四五” 末"},
    {"5G基站4A酒店", "5G基站4A酒店"},
    {"PM2.5浓度", "PM2.5浓度"},
    {"6月底前提交", "#6 月底 前 提交"},
    {"12日常务会议", "#12 日 常务会议"},
    {"统一标准", "统一标准"},
    {"no later  than 2 days", "no later  than #2 days"},
    {"20l8年", "!20l8 年"},
    {"3\n个工作日", "#3 个工作日"},
    {"完成\n开工", "完成 \n 开工"},
    {"", ""},
};

static void add_token(const char *s, const struct token *t, struct text *out)
{
	if (out->len)
		text_addc(out, ' ');
	if (t->flags & TOKEN_DAMAGED)
		text_addc(out, '!');
	if (t->role == ROLE_NUMBER && !(t->flags & TOKEN_DAMAGED))
		text_addf(out, "#%.10g", t->value);
	else
		text_addn(out, s + t->from, t->to - t->from);
}

static void test_token(void **state)
{
	const struct token_row *row = *state;
	struct tokens tokens = {0};
	scope(arena) a = {0};
	scope(text) got = {0};

	token_split(shipped_lexicon(), row->name, &a, &tokens);
	for (size_t i = 0; i < tokens.n; i++)
		add_token(row->name, &tokens.at[i], &got);
	assert_string_equal(text_get(&got), row->want);
	assert_int_equal(tokens.at[tokens.n].role, ROLE_END);
}

int main(void)
{
	return table_run("token", rows, test_token);
}
