/* A template filled with data. The context is a chain of frames on the stack, searched from the inside out; in a
 * chat an emphasised section is filled as plain text first and then handed to the service's markup, so nothing is
 * ever escaped twice. */
#include "remind/template_fill.h"
#include "send/markup.h"

struct frame {
	const json_t *value;
	const struct frame *up;
};
static const struct {
	const char *name;
	void (*add)(enum markup m, struct text *out, const char *s);
} marks[] = {
    {"bold", markup_add_bold},
    {"alarm", markup_add_alarm},
    {"pale", markup_add_pale},
    {"heading", markup_add_heading},
    {"quote", markup_add_quote},
};

static void fill_range(const struct fill *f, size_t i, size_t end, const struct frame *frame);

static const json_t *fill_look_up(const struct frame *frame, const char *name)
{
	for (; frame; frame = frame->up) {
		const json_t *value = json_object_get(frame->value, name);

		if (value)
			return value;
	}
	return NULL;
}

static bool fill_is_something(const json_t *value)
{
	if (json_is_array(value))
		return json_array_size(value) > 0;
	if (json_is_string(value))
		return *json_string_value(value) != 0;
	if (json_is_number(value))
		return json_number_value(value) != 0;
	return json_is_true(value) || json_is_object(value);
}

static const char *html_entity(char c)
{
	static const struct {
		char c;
		const char *entity;
	} entities[] = {
	    {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};

	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (entities[i].c == c)
			return entities[i].entity;
	return NULL;
}

static void fill_add_html(struct text *out, const char *s)
{
	for (; *s; s++) {
		const char *entity = html_entity(*s);

		if (entity)
			text_add(out, entity);
		else if ((unsigned char)*s >= ' ' || *s == '\n' || *s == '\t')
			text_addc(out, *s);
	}
}

static void fill_add_value(const struct fill *f, const json_t *value)
{
	scope(text) number = {0};
	const char *s = json_string_value(value);

	if (json_is_number(value)) {
		json_add(value, &number);
		s = text_get(&number);
	}
	if (!s)
		return;
	if (f->place == PLACE_HTML)
		fill_add_html(f->out, s);
	else if (f->place == PLACE_CHAT)
		markup_add_text(f->markup, f->out, s);
	else
		text_add(f->out, s);
}

/* Emphasis in an emphasised part, or outside a chat, leaves what it holds as it is. */
static void fill_emphasis(const struct fill *f, size_t i, size_t mark, const struct frame *frame)
{
	scope(text) inner = {0};
	struct fill plain = {f->nodes, PLACE_PLAIN, f->markup, &inner};
	size_t end = f->nodes->at[i].end;

	if (f->place != PLACE_CHAT) {
		fill_range(f, i + 1, end, frame);
		return;
	}
	fill_range(&plain, i + 1, end, frame);
	if (inner.len)
		marks[mark].add(f->markup, f->out, text_get(&inner));
}

enum { MARKS = sizeof marks / sizeof *marks };

static size_t find_mark(const char *name)
{
	size_t mark = 0;

	while (mark < MARKS && strcmp(name, marks[mark].name) != 0)
		mark++;
	return mark;
}

bool fill_is_mark(const char *name)
{
	return find_mark(name) < MARKS;
}

/* A section that emphasises: true when its name is one of the marks. */
static bool fill_mark(const struct fill *f, size_t i, const struct frame *frame)
{
	size_t mark = find_mark(f->nodes->at[i].s);

	if (mark < MARKS)
		fill_emphasis(f, i, mark, frame);
	return mark < MARKS;
}

static void fill_section(const struct fill *f, size_t i, const struct frame *frame)
{
	const struct node *node = &f->nodes->at[i];
	const json_t *value = fill_look_up(frame, node->s);
	size_t rounds = json_is_array(value) ? json_array_size(value) : 1;

	if (!fill_is_something(value))
		return;
	for (size_t k = 0; k < rounds; k++) {
		struct frame inner = {
		    json_is_array(value) ? json_array_get(value, k) : value, frame};

		fill_range(f, i + 1, node->end, json_is_object(inner.value) ? &inner : frame);
	}
}

static void fill_text(const struct fill *f, const struct node *node)
{
	if (f->place == PLACE_CHAT)
		markup_add_textn(f->markup, f->out, node->s, node->n);
	else
		text_addn(f->out, node->s, node->n);
}

/* One node; the index behind it. */
static size_t fill_node(const struct fill *f, size_t i, const struct frame *frame)
{
	const struct node *node = &f->nodes->at[i];

	switch (node->kind) {
	case NODE_TEXT:
		fill_text(f, node);
		break;
	case NODE_VALUE:
		fill_add_value(f, fill_look_up(frame, node->s));
		break;
	case NODE_SECTION:
		if (!fill_mark(f, i, frame))
			fill_section(f, i, frame);
		return node->end;
	case NODE_ABSENT:
		if (!fill_is_something(fill_look_up(frame, node->s)))
			fill_range(f, i + 1, node->end, frame);
		return node->end;
	}
	return i + 1;
}

/* Recursion is as deep as sections stand in one another: 16 at most. */
static void fill_range(const struct fill *f, size_t i, size_t end, const struct frame *frame)
{
	while (i < end)
		i = fill_node(f, i, frame);
}

void fill_template(const struct fill *f, const json_t *data)
{
	struct frame frame = {data, NULL};

	fill_range(f, 0, f->nodes->n, &frame);
}
