# Everything is installed into .venv in this folder and nowhere else. `make app` shows the sample network in the browser,
# `make test` checks the whole project. PYTHON=python3.12 chooses another Python for a new .venv.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8501
DRAMATIS_DB ?= store
export DRAMATIS_DB
# What the pictures in the README show: Iran (Q794) and the sentences behind one of its relations, its timeline, and an
# article with what was read off it.
SHOWN ?= "network?actor=Q794&edge=Q794~BACKS~iran-backed-armed-groups" \
  "timeline?whose=Q794&timeline-by=By class of relation" "documents?document={newest}"

BIN = $(VENV)/bin
version = $(1) -c 'import sys; print("%d.%d" % sys.version_info[:2])'
# The stamps bear a checksum of the requirements: when these change, the next call installs, and no call else.
checksum = $(shell cat $(1) | cksum | cut -d ' ' -f 1)
RUN_STAMP = $(VENV)/.run-$(call checksum,requirements.txt pyproject.toml)
DEV_STAMP = $(VENV)/.dev-$(call checksum,requirements.txt requirements-dev.txt requirements-ray.txt pyproject.toml)
INSTALL = $(BIN)/python -m pip install -qq --disable-pip-version-check

.PHONY: app test lint samples-loaded python-version picture clean

app: samples-loaded
	$(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT)

# With CI=true the tests of the browser, a Neo4j server and Gephi run too, and fail where one is missing.
test: lint
	$(BIN)/python -m pytest $(if $(filter true,$(CI)),--numprocesses 2 --dist loadfile,-m "not browser and not neo4j and not gephi")

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# A store that holds nothing yet, or is not there, gets the sample articles; a store that does not open says so.
samples-loaded: $(RUN_STAMP)
	@found=$$($(BIN)/python -m graph stats --json 2>&1); case "$$found" in \
	  *'"documents": 0,'* | *'there is no store at'*) \
	    echo "Reading the sample articles into $(DRAMATIS_DB)"; \
	    $(BIN)/python -m extract samples --out $(VENV)/samples.jsonl && $(BIN)/python -m graph load $(VENV)/samples.jsonl;; \
	  *'"documents":'*) ;; \
	  *) echo "$$found" >&2; exit 1;; \
	esac

$(RUN_STAMP): $(VENV)/.made | python-version
	@echo "Installing what Dramatis needs into $(VENV) (some minutes the first time)"
	$(INSTALL) -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.run-* && touch $@

$(DEV_STAMP): $(RUN_STAMP)
	@echo "Installing what the tests need into $(VENV)"
	$(INSTALL) -r requirements-dev.txt
	@rm -f $(VENV)/.dev-* && touch $@

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Dramatis needs Python 3.11 or later: make app PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# A .venv made with another Python than the one that the caller names is not silently used.
python-version: $(VENV)/.made
ifneq ($(origin PYTHON),file)
	@[ "$$($(call version,$(PYTHON)))" = "$$($(call version,$(BIN)/python))" ] || \
	  { echo "$(VENV) was made with Python $$($(call version,$(BIN)/python)): make clean first, or name another VENV"; exit 1; }
endif

# The pictures in the README, taken of the sample network with an installed Chromium.
picture: $(DEV_STAMP) samples-loaded
	$(BIN)/python -m tests.bench.screenshots --store $(DRAMATIS_DB) --theme light --out docs $(SHOWN)
	cd docs && rm server.log && for name in network timeline documents; do mv $$name-light.png $$name.png; done

# The store and its claims stay: they may be somebody's work.
clean:
	rm -rf $(VENV) *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- Scores -------------------------------------------------------------------------------------------------------------
# Every figure of extraction quality in one table; SCORES passes options (tests/bench/README.md), as in SCORES="--check".
SCORES ?=
.PHONY: scores
scores: $(RUN_STAMP)
	@$(BIN)/python -m tests.bench.scores $(SCORES)

# --- Training -----------------------------------------------------------------------------------------------------------
# The recogniser of names anew, from the public corpora in a folder: make train-ner CORPORA=FOLDER (training/README.md).
.PHONY: train-ner
train-ner: $(DEV_STAMP)
	@[ -d "$(CORPORA)" ] || { echo "name the folder of the corpora: make train-ner CORPORA=FOLDER"; exit 2; }
	$(INSTALL) -r training/requirements.txt
	$(BIN)/python -m training.train --corpora $(CORPORA)

# The weights behind a claim's confidence anew, from the annotated articles of tests/bench, when rules have changed.
.PHONY: train-confidence
train-confidence: $(DEV_STAMP)
	$(BIN)/python -m training.confidence

# --- The store ----------------------------------------------------------------------------------------------------------
# Speed of the store on both engines beside theirs alone, and what is left after writers are killed; STORE passes
# options, as in make bench-store STORE="--no-neo4j --claims 100000" or make crash-store STORE="--neo4j --kills 40".
STORE ?=
.PHONY: bench-store crash-store
bench-store: $(DEV_STAMP)
	@$(BIN)/python -m tests.bench.store $(STORE)

crash-store: $(DEV_STAMP)
	@$(BIN)/python -m tests.bench.crash $(STORE)

# Speed and memory of extraction beside bare parsing and what else one might take, each of these in an environment of its
# own. test-kills stops a run twenty times, test-cluster runs 2,000 documents on two Ray nodes and kills one of them,
# bench-load kills the loading of 200,000 documents into both kinds of store.
OTHERS = $(VENV)/others
OTHERS_STAMP = $(OTHERS)/.made-$(call checksum,tests/bench/others/*.txt)
.PHONY: bench bench-load test-kills test-cluster
bench: $(RUN_STAMP) $(OTHERS_STAMP)
	@$(BIN)/python -m tests.bench.bench_extract --others $(OTHERS) --long \
	  --memory 1000,5000,20000 --linear 1000,10000,100000

$(OTHERS_STAMP): | $(RUN_STAMP)
	@echo "Installing what Dramatis is compared with into $(OTHERS)"
	@for wanted in tests/bench/others/*.txt; do \
	  place=$(OTHERS)/$$(basename $$wanted .txt); \
	  $(BIN)/python -m venv --clear $$place && $$place/bin/python -m pip install -qq --disable-pip-version-check -r $$wanted || exit 1; \
	done
	@rm -f $(OTHERS)/.made-* && touch $@

bench-load: $(DEV_STAMP)
	@$(BIN)/python -m tests.bench.bench_load

test-kills: $(RUN_STAMP)
	$(BIN)/python -m tests.bench.bench_extract_kills --documents 500 --kills 20

test-cluster: $(DEV_STAMP)
	$(BIN)/python -m tests.bench.bench_extract_cluster --documents 2000

# The measures of a network of 100,000 actors and 500,000 ties, with networkx's time for the same beside them.
.PHONY: bench-analysis
bench-analysis: $(DEV_STAMP)
	$(BIN)/python -m tests.bench.bench_analysis

# How long drawings take beside pyvis and st-link-analysis, and pages of a store of 100,000 actors and 1,000,000 claims;
# UI passes options, as in UI="--store FOLDER" (kept and used again; making it takes minutes) or UI="--only drawings".
UI ?=
OTHER_DRAWINGS = $(VENV)/bench-ui
.PHONY: bench-ui
bench-ui: $(DEV_STAMP) $(OTHER_DRAWINGS)
	@PYTHONPATH=$(OTHER_DRAWINGS) $(BIN)/python -m tests.bench.bench_ui $(UI)

# Apart from what Dramatis needs, and without what it would bring along: Streamlit is there.
$(OTHER_DRAWINGS): tests/bench/requirements-ui.txt
	$(INSTALL) --no-deps --upgrade --target $@ -r $<
	@touch $@
