/* The whole file, section by section in an order in which everything named was read before; then what the settings
 * point at: zone, holidays, templates. */
#include "config/settings.h"
#include <stdlib.h>
#include <sys/un.h>
#include "base/file.h"
#include "config/conf_calendar.h"
#include "config/conf_channels.h"
#include "config/conf_fallback.h"
#include "config/conf_policies.h"
#include "config/conf_units.h"
#include "config/notify.h"
#include "config/source.h"

static const char NOTICES[] = "/etc/deadlined/notices.d";

static key_reader key_state, key_control, key_templates;

#define AT(member) offsetof(struct settings, member)
static const struct key ROOT[] = {
    {"timezone", conf_timezone_read, AT(calendar.zone), NULL, false},
    {"language", key_word, AT(language), keys_languages, false},
    {"sender", key_text, AT(sender), NULL, false},
    {"state", key_state, AT(state), NULL, false},
    {"control", key_control, AT(control), NULL, false},
    {"notices", key_files, AT(notices), NULL, false},
    {"reports", key_files, AT(reports), NULL, false},
    {"lexicon", key_file, AT(lexicon), NULL, false},
    {"templates", key_templates, AT(templates), NULL, false},
    {"calendar", conf_calendar_read, 0, NULL, false},
    {"channels", conf_channels_read, 0, NULL, false},
    {"units", conf_units_read, 0, NULL, false},
    {"groups", conf_groups_read, 0, NULL, false},
    {"unknown_units", key_notify, AT(directory.unknown), NULL, false},
    {"policies", conf_policies_read, 0, NULL, false},
    {"apply", conf_apply_read, 0, NULL, false},
    {0},
};

static void key_state(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *text = keys_text(r, s);

	(void)k;
	if (text && strstr(text, "://"))
		keys_error(r, s, "\"%s\" is not supported by this version; name a file", text);
	else if (text)
		*(const char **)member = strcmp(text, ":memory:") ? keys_path(r, text) : text;
}

static void key_control(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const size_t most = sizeof((struct sockaddr_un *)0)->sun_path - 1;
	const char *text = keys_text(r, s), *path = text ? keys_path(r, text) : NULL;

	(void)k;
	if (path && strlen(path) > most)
		keys_error(r, s, "%s: a socket's path has at most %zu bytes", path, most);
	else if (path)
		*(const char **)member = path;
}

/* The shipped templates with the folder of the user's own (NULL: none) over them. */
static void load_templates(struct settings *s, const char *overlay, struct errors *mistakes)
{
	templates_load(file_data(&s->arena, "templates"), overlay, &s->templates, mistakes);
}

static void key_templates(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *path = NULL;

	(void)member;
	key_file(r, s, k, &path);
	if (path && !file_is_folder(path))
		keys_error(r, s, "%s is no folder", path);
	else if (path)
		load_templates(r->settings, path, r->mistakes);
}

/* The embedded way out: mails into a folder beside the database, each unit under its own name. It is known before
 * the file is read, and placed after. */
static void add_drop(struct settings *s)
{
	struct channel drop = {
	    .name = "drop", .kind = channel_kind_find("maildir"), .connections = 1};

	*list_push(&s->arena, &s->channels) = drop;
}

static void place_drop(struct settings *s)
{
	const char *slash = strrchr(s->state, '/');
	int n = slash ? (int)(slash - s->state) : 1;

	s->channels.at[0].path = arena_printf(&s->arena, "%.*s/mail", n, slash ? s->state : ".");
}

/* What the file left out and what is no constant. `root` is NULL without a file. */
static void add_defaults(struct reading *r, const config_setting_t *root)
{
	struct settings *s = r->settings;
	struct arena *a = &s->arena;

	conf_calendar_default(r, root);
	if (!root || !config_setting_get_member(root, "templates"))
		load_templates(s, NULL, r->mistakes);
	if (root && !config_setting_get_member(root, "notices")) {
		*list_push(a, &s->notices) = NOTICES;
		if (!file_is_folder(NOTICES))
			errors_warn(r->mistakes, r->file, 0,
			    "notices: the default %s is not there; make it, or name other folders",
			    NOTICES);
	}
	if (root && config_setting_get_member(root, "unknown_units"))
		return;
	if (settings_channel(s, "drop"))
		*list_push(a, &s->directory.unknown) = "drop:{unit}";
	else
		errors_warn(r->mistakes, r->file, 0,
		    "unknown_units is missing: for a unit that is not listed nobody hears");
}

/* Before the file: what a key changes. */
static void set_constants(struct settings *s)
{
	s->language = keys_languages[0];
	s->state = SETTINGS_STATE;
	s->control = SETTINGS_CONTROL;
	zone_open(NULL, &s->calendar.zone, NULL);
}

static int line_in(const struct reading *r, const struct mistake *m)
{
	return strcmp(m->file, r->file) ? INT32_MAX : m->line;
}

/* By line, those of other files behind, else in the order of finding. */
static void sort_mistakes(struct reading *r, size_t first)
{
	struct mistake *at = r->mistakes->list.at;

	for (size_t i = first + 1; i < r->mistakes->list.n; i++) {
		struct mistake one = at[i];
		size_t j = i;

		for (; j > first && line_in(r, &at[j - 1]) > line_in(r, &one); j--)
			at[j] = at[j - 1];
		at[j] = one;
	}
}

static void set_folder(struct reading *r)
{
	const char *slash = strrchr(r->file, '/');
	char *named = slash
			  ? arena_dupn(&r->settings->arena, r->file, (size_t)(slash - r->file + 1))
			  : arena_dup(&r->settings->arena, ".");
	char *whole = realpath(named, NULL);

	r->folder = arena_dup(&r->settings->arena, whole ? whole : named);
	free(whole);
}

static void add_policy(struct settings *s)
{
	*list_push(&s->arena, &s->policies.list) = policy_defaults(&s->arena, "default");
}

/* What other keys name must be there before they are read. */
static void read_keys(struct reading *r, const config_setting_t *root)
{
	bool own_channels = config_setting_get_member(root, "channels") != NULL;

	if (!own_channels)
		add_drop(r->settings);
	if (!config_setting_get_member(root, "policies"))
		add_policy(r->settings);
	keys_read(r, root, ROOT, r->settings);
	conf_fallbacks_check(r, root);
	if (!own_channels)
		place_drop(r->settings);
	add_defaults(r, root);
}

static void read_file(struct reading *r)
{
	config_t c;

	set_folder(r);
	config_init(&c);
	if (source_read(r->file, &c, r->mistakes))
		read_keys(r, config_root_setting(&c));
	config_destroy(&c);
}

static bool load(struct reading *r)
{
	struct settings *s = r->settings;
	size_t first = r->mistakes->list.n, mistakes = r->mistakes->mistakes;

	s->file = arena_dup(&s->arena, r->file);
	set_constants(s);
	if (r->file) {
		read_file(r);
		if (r->mistakes->list.n)
			sort_mistakes(r, first);
	} else {
		add_drop(s);
		place_drop(s);
		add_policy(s);
		add_defaults(r, NULL);
	}
	return r->mistakes->mistakes == mistakes;
}

bool settings_load(const char *file, struct settings *out, struct errors *mistakes)
{
	struct reading r = {.settings = out, .mistakes = mistakes, .file = file};

	return load(&r);
}

bool settings_inspect(const char *file, struct settings *out, struct errors *mistakes)
{
	struct reading r = {.settings = out, .mistakes = mistakes, .file = file, .lenient = true};

	return load(&r);
}

const char *settings_socket(const char *file, struct arena *a)
{
	struct settings s = {0};
	scope(errors) unused = {0};
	struct reading r = {.settings = &s, .mistakes = &unused, .file = file};
	const config_setting_t *control;
	const char *found = NULL;
	config_t c;

	set_folder(&r);
	config_init(&c);
	if (source_read(file, &c, &unused)) {
		s.control = SETTINGS_CONTROL;
		control = config_setting_get_member(config_root_setting(&c), "control");
		if (control)
			key_control(&r, control, NULL, &s.control);
		found = arena_dup(a, s.control);
	}
	config_destroy(&c);
	arena_release(&s.arena);
	return found;
}

const struct channel *settings_channel(const struct settings *s, const char *name)
{
	list_each (const struct channel *, c, s->channels)
		if (!strcmp(c->name, name))
			return c;
	return NULL;
}

void settings_release(struct settings *s)
{
	templates_free(s->templates);
	workday_release(&s->calendar.workdays);
	arena_release(&s->arena);
	*s = (struct settings){0};
}
