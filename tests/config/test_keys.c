#include "config/keys.h"
#include "conf.h"

/* What is wrong with a key whatever section it stands in: unknown, of another type, missing, without sense. */
static const struct conf_bad rows[] = {
    {"a misspelt key", "langauge = \"en\";\n",
	"1: langauge: unknown key; did you mean \"language\"?\n"},
    {"a key that is nowhere near any", "colour = 1;\n",
	"1: colour: unknown key; known here: timezone, language, sender, state, control, notices, "
	"reports, "
	"lexicon, "
	"templates, calendar, channels, units, groups, unknown_units, policies, apply\n"},
    {"a number for a text", "sender = 5;\n",
	"1: sender: expected a text in quotes, found a number\n"},
    {"a large number for a text", "sender = 5L;\n",
	"1: sender: expected a text in quotes, found a number\n"},
    {"a flag for a text", "sender = true;\n",
	"1: sender: expected a text in quotes, found true or false\n"},
    {"a group for a text", "sender : { };\n",
	"1: sender: expected a text in quotes, found a group { … }\n"},
    {"a text for a list", "unknown_units = \"drop\";\n",
	"1: unknown_units: expected a list of texts [ \"…\", \"…\" ], found a text in quotes\n"},
    {"a number in a list", "unknown_units = ( \"drop\", 1.5 );\n",
	"1: unknown_units: expected a text in quotes, found a number with a fraction\n"},
    {"a text for a group", "calendar = \"cn\";\n",
	"1: calendar: expected a group { … }, found a text in quotes\n"},
    {"a group for a list of groups", "units : { name = \"x\"; };\n",
	"1: units: expected a list of groups ( { … }, { … } ), found a group { … }\n"},
    {"a text in a list of groups", "units : ( \"x\" );\n",
	"1: units: expected a group { … }, found a text in quotes\n"},
    {"a text for a flag", "policies : ( { name = \"p\";\n workdays_only = \"yes\"; } );\n",
	"2: workdays_only: expected true or false without quotes, found a text in quotes\n"},
    {"a text for a number", "policies : ( { name = \"p\";\n overdue_limit = \"3\"; } );\n",
	"2: overdue_limit: expected a whole number without quotes, found a text in quotes\n"},
    {"a fraction for a number", "policies : ( { name = \"p\";\n overdue_limit = 1.5; } );\n",
	"2: overdue_limit: expected a whole number without quotes, found a number with a "
	"fraction\n"},
    {"a number out of range", "policies : ( { name = \"p\";\n overdue_limit = -1; } );\n",
	"2: overdue_limit: -1 is not within 0 and 1000\n"},
    {"a long number out of range",
	"policies : ( { name = \"p\";\n overdue_limit = 4294967297L; } );\n",
	"2: overdue_limit: 4294967297 is not within 0 and 1000\n"},
    {"a missing key", "units : (\n { notify = [ \"drop\" ]; } );\n",
	"2: units: \"name\" is missing\n"},
    {"an empty text", "sender = \"\";\n", "1: sender: is empty; leave the key out instead\n"},
    {"bytes that are no UTF-8", "sender = \"\xb9\xfa\";\n",
	"1: sender: is not UTF-8; save the file as UTF-8\n"},
    {"a line break in a text", "sender = \"a\\nBcc: b\";\n",
	"1: sender: holds a control character such as a line break\n"},
    {"a word that is not in its list", "language = \"fr\";\n",
	"1: language: \"fr\" is not known; expected one of zh_CN, zh_TW, en\n"},
    {"a file that is not there", "lexicon = \"words.conf\";\n",
	"1: lexicon: $/words.conf cannot be read: No such file or directory\n"},
    {"a time that is none", "policies : ( { name = \"p\";\n at = \"25:00\"; } );\n",
	"2: at: \"25:00\" is no time of day; write it as \"09:10\"\n"},
    {"half a time", "policies : ( { name = \"p\";\n at = \"9\"; } );\n",
	"2: at: \"9\" is no time of day; write it as \"09:10\"\n"},
    {"more than a time", "policies : ( { name = \"p\";\n at = \"09:100\"; } );\n",
	"2: at: \"09:100\" is no time of day; write it as \"09:10\"\n"},
};

int main(void)
{
	return table_run("keys", rows, conf_check_bad);
}
