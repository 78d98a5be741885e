/* The daemon's options and wiring: read the configuration, then hand everything to the loop. */
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/log.h"
#include "loop/loop.h"
#include "loop/survey.h"

static const char USAGE[] =
    "usage: deadlined [-c FILE] [--check] [--quiet]\n"
    "\n"
    "Reminds units of the deadlines in published notices. Runs in the foreground.\n"
    "  -c, --config FILE  read FILE (default: /etc/deadlined/deadlined.conf)\n"
    "      --check        read everything, the notices too, say what is wrong, exit (0: nothing)\n"
    "  -q, --quiet        log warnings and errors only\n"
    "      --version      print the version\n"
    "      --help         print this\n";

struct options {
	const char *file;
	bool check, quiet;
};

/* False: the program is to end with *status. */
static bool read_options(int argc, char **argv, struct options *out, int *status)
{
	static const struct option names[] = {{"config", required_argument, NULL, 'c'},
	    {"check", no_argument, NULL, 'k'}, {"quiet", no_argument, NULL, 'q'},
	    {"version", no_argument, NULL, 'V'}, {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0}};
	int c;

	while ((c = getopt_long(argc, argv, "c:q", names, NULL)) != -1) {
		if (c == 'c')
			out->file = optarg;
		else if (c == 'k')
			out->check = true;
		else if (c == 'q')
			out->quiet = true;
		else {
			*status = c == '?' ? 2 : 0;
			fputs(c == 'V' ? "deadlined 0.1\n" : USAGE, c == '?' ? stderr : stdout);
			return false;
		}
	}
	if (optind == argc)
		return true;
	fprintf(stderr, "deadlined: %s: not expected\n%s", argv[optind], USAGE);
	*status = 2;
	return false;
}

/* deadlinectl stands beside deadlined; it reads the notices. */
static bool find_reader(char *out, size_t room)
{
	ssize_t n = readlink("/proc/self/exe", out, room - sizeof "deadlinectl");
	char *slash;

	if (n < 0)
		return false;
	out[n] = 0;
	slash = strrchr(out, '/');
	strcpy(slash ? slash + 1 : out, "deadlinectl");
	return access(out, X_OK) == 0;
}

/* What will be wrong before long. */
static void foresee(const struct settings *s, struct errors *mistakes)
{
	day today = zone_day(&s->calendar.zone, clock_now(), NULL);
	struct error err;

	if (!workday_reach_far(&s->calendar.workdays, today, &err))
		errors_warn(mistakes, s->file ? s->file : "defaults", 0, "calendar: %s", err.s);
}

/* Whom the notices' units reach. */
static void survey(const struct settings *s, struct text *listing, struct errors *mistakes)
{
	char reader[PATH_MAX];

	if (find_reader(reader, sizeof reader))
		survey_run(s, reader, clock_now(), listing, mistakes);
	else
		errors_warn(mistakes, s->file ? s->file : "defaults", 0,
		    "notices: not read, %s is missing", reader);
}

static int check(const struct settings *s, struct errors *mistakes, bool good)
{
	const char *file = s->file ? s->file : "defaults";
	scope(text) listing = {0};

	if (good) {
		foresee(s, mistakes);
		survey(s, &listing, mistakes);
	}
	errors_print(mistakes, stderr);
	if (!good)
		return 1;
	printf("%s%s: %zu channels, %zu units, %zu policies: nothing is wrong", text_get(&listing),
	    file, s->channels.n, s->directory.units.n, s->policies.list.n);
	printf(mistakes->list.n ? ", %zu warnings\n" : "\n", mistakes->list.n);
	return 0;
}

static int run(const struct options *o, struct settings *settings)
{
	char reader[PATH_MAX];
	struct loop *loop = NULL;
	struct error err;
	int status;

	if (!find_reader(reader, sizeof reader)) {
		fprintf(stderr,
		    "deadlined: %s is missing; it is installed beside deadlined and reads the "
		    "notices\n",
		    reader);
		settings_release(settings);
		free(settings);
		return 1;
	}
	log_open("deadlined", o->quiet ? LOG_WARNING : LOG_INFO);
	if (!loop_open(o->file, reader, settings, &loop, &err)) {
		log_event(LOG_ERROR, "%s", err.s);
		return 1;
	}
	status = loop_run(loop);
	loop_close(loop);
	return status;
}

int main(int argc, char **argv)
{
	struct options options = {.file = SETTINGS_FILE};
	struct settings *settings = calloc(1, sizeof *settings);
	scope(errors) mistakes = {0};
	struct error err;
	int status = 0;
	bool good;

	if (!settings)
		abort();
	if (!read_options(argc, argv, &options, &status)) {
		free(settings);
		return status;
	}
	if (!clock_open(getenv("DEADLINED_CLOCK"), &err)) {
		fprintf(stderr, "deadlined: DEADLINED_CLOCK: %s\n", err.s);
		free(settings);
		return 2;
	}
	good =
	    (options.check ? settings_inspect : settings_load)(options.file, settings, &mistakes);
	if (good && !options.check) {
		errors_print(&mistakes, stderr);
		return run(&options, settings);
	}
	status = check(settings, &mistakes, good);
	settings_release(settings);
	free(settings);
	return status;
}
