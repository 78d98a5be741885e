# The architecture in one place: the layers, top first; what each may include; the libraries behind it.
# scripts/check-layers refuses an upward include; a test links with its layer and those below only.
LAYERS        = loop ctl engine config store remind send notice plan calendar base
uses.base     =
uses.calendar = base
uses.plan     = calendar base
uses.notice   = plan calendar base
uses.send     = base
uses.remind   = send plan calendar base
uses.store    = remind send plan calendar base
uses.config   = remind send plan calendar base
uses.engine   = config store remind send plan calendar base
uses.ctl      = notice engine config plan calendar base
uses.loop     = engine config send base

libs.base     = $(call pkg,jansson libutf8proc libcrypto) -lm
libs.calendar = $(call pkg,libical)
libs.notice   = $(call pkg,libxml-2.0 libarchive)
libs.store    = $(call pkg,sqlite3)
libs.config   = $(call pkg,libconfig)
libs.loop     = $(call pkg,libcurl libsystemd) -lev

# make           build/deadlined and build/deadlinectl
# make demo      five years of reminders in about a minute (NOTICE=file: your own)
# make check     everything that is tested, with sanitizers; `make check-LAYER` one layer's tests alone
# make check-faults  the faults that a delivery must survive, as a table fault -> outcome
# make lint      formatting, cppcheck, gcc's analyzer, and the figures of the code's shape
# make bench     what it costs, beside its peers
# make install   to DESTDIR and PREFIX
PREFIX ?= /usr
B      ?= build
CC     ?= cc
CFLAGS ?= -O2 -g
SAN     = -fsanitize=address,undefined -fno-sanitize-recover=undefined
WARN    = -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wpointer-arith
ALL     = -std=gnu17 -D_GNU_SOURCE -Idaemon -I$B -DDEADLINED_DATA='"$(PREFIX)/share/deadlined"' \
	  -MMD -MP $(WARN) $(CFLAGS)

ifndef BOOTSTRAPPED
  $(shell scripts/bootstrap build >&2)
  $(if $(filter 0,$(.SHELLSTATUS)),,$(error scripts/bootstrap could not install what the build needs))
  export BOOTSTRAPPED = 1
endif
pkg      = $(shell pkg-config --libs $1)
pkgcflags := $(shell pkg-config --cflags jansson libutf8proc libcrypto libical libxml-2.0 libarchive \
	      sqlite3 libconfig libcurl libsystemd 2>/dev/null)
need     = $(filter $1 $(foreach u,$(uses.$1),$(call need,$u)),$(LAYERS))
libs     = $(foreach l,$(call need,$1),$(libs.$l))
src      = $(wildcard daemon/$1/*.c)
tests    = $(patsubst tests/%.c,$B/tests/%,$(wildcard $(foreach l,$(LAYERS),tests/$l/test_*.c)))
programs = $B/deadlined $B/deadlinectl

all: $(programs)
$B/deadlined: daemon/deadlined.c $(patsubst %,$B/%.a,$(call need,loop))
	@echo "  LD $@"
	@$(CC) $(ALL) $(pkgcflags) -o $@ $(filter %.c %.a,$^) $(call libs,loop)
$B/deadlinectl: daemon/deadlinectl.c $(patsubst %,$B/%.a,$(LAYERS:loop=))
	@echo "  LD $@"
	@$(CC) $(ALL) $(pkgcflags) -o $@ $(filter %.c %.a,$^) $(foreach l,$(LAYERS:loop=),$(libs.$l))

define layer
$B/$1.a: $(patsubst daemon/%.c,$B/%.o,$(call src,$1))
	@rm -f $$@ && $(AR) rcs $$@ $$^
$B/$1/%.o: daemon/$1/%.c
	@mkdir -p $$(@D)
	@echo "  CC $$<"
	@$(CC) $(ALL) $(pkgcflags) -c -o $$@ $$<
$B/tests/$1/%.o: tests/$1/%.c
	@mkdir -p $$(@D)
	@echo "  CC $$<"
	@$(CC) $(ALL) $(pkgcflags) -Itests/lib -c -o $$@ $$<
$B/tests/$1/%: $B/tests/$1/%.o $(patsubst %,$B/%.a,$(call need,$1))
	@$(CC) $(CFLAGS) -o $$@ $$(filter %.o %.a,$$^) $$(call libs,$1) -lcmocka -lm
check-$1: layers
	@$(MAKE) --no-print-directory B=$B/san CFLAGS="-O1 -g $(SAN)" units UNITS=$1/
.PHONY: check-$1
.SECONDARY: $(patsubst tests/%.c,$B/tests/%.o,$(wildcard tests/$1/*.c))
endef
$(foreach l,$(LAYERS),$(eval $(call layer,$l)))

# Which Simplified character stands for which Traditional one, from OpenCC's own tables.
$B/base/script.o: $B/script-map.inc
$B/script-map.inc: scripts/script-map.c
	@mkdir -p $(@D)
	$(CC) -o $B/script-map $< $$(pkg-config --cflags --libs opencc)
	$B/script-map > $@.new && mv $@.new $@

UNITS  ?=
units: $(filter $B/tests/$(UNITS)%,$(tests))
	@scripts/run-tests $^
tests: $(tests)
list-tests:
	@echo $(tests)
layers:
	@scripts/check-layers $(foreach l,$(LAYERS),$l="$(uses.$l)")
check: layers all
	@scripts/check $B
check-faults: all
	@scripts/check-faults $B
demo: all
	@scripts/demo $(NOTICE)
bench: all
	@scripts/bench
lint: layers
	@scripts/lint
format:
	clang-format -i $(wildcard daemon/*.c daemon/*/*.[ch] tests/*/*.[ch])
install: all
	@PREFIX=$(PREFIX) DESTDIR=$(DESTDIR) scripts/install $B
clean:
	rm -rf $B
.PHONY: all units tests list-tests layers check check-faults demo bench lint format install clean
-include $(shell find $B -name '*.d' 2>/dev/null)
