"""measure.py JOB   one run of one solver in, one JSON line out, for `cargo xtask bench optimiser`
measure.py --about BINARY   what a reader of the figures must know of this machine and of the binary

JOB is a JSON object: the fields of the key (solver, version, class, instance, limit_ms, seed, objective), which are
handed back as they are, and the paths bench, file, binary, shim, answer. It believes no solver: every answer is costed
again by the bench's own checkers. Limits and times are CPU seconds of the solver, by the bench's clock shim, since a
measuring machine is seldom idle. Exit status 0 also when the solver failed: that is a result, and the line says so.
"""
import datetime, hashlib, json, os, platform, pty, re, resource, select, signal, subprocess, sys, time

PATHS = ("bench", "file", "binary", "shim", "answer")
TICK = 0.02  # s between two looks at a running solver


def command(job):
    """The words that start the solver; pyvrp, ortools and vroom are started by the bench's own scripts."""
    python, bench, file, answer = sys.executable, job["bench"], job["file"], job["answer"]
    seconds, seed, portage = str(job["limit_ms"] / 1000), str(job["seed"]), job["class"] == "portage"
    if job["solver"] == "palier":
        told = ["--objective", job["objective"]] if portage else []
        return [job["binary"], "solve", file, "--time-limit", seconds, "--seed", seed, "--output", answer] + told
    if job["solver"] == "vroom":
        # The highest exploration level; it stops by itself.
        return [python, f"{bench}/portage_vroom.py", file, "5", answer] if portage else \
            [python, f"{bench}/run_vroom.py", file, "5", "0", answer]
    if not portage:
        return [python, f"{bench}/run_{job['solver']}.py", file, seconds, seed, answer]
    if job["solver"] == "ortools":
        return [python, f"{bench}/portage_ortools.py", file, seconds, answer]
    script = "portage_pyvrp2s.py" if job["instance"].endswith("-2s") else "portage_pyvrp.py"
    return [python, f"{bench}/{script}", file, seconds, seed, answer]


def high_water(pid):
    """The most memory that the process has held up to now, in KiB; 0 once it has ended."""
    try:
        with open(f"/proc/{pid}/status") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def cpu_of(pid):
    """CPU seconds of a running process: Linux makes the clock's number out of the process's."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return None


def run(job):
    """Runs the solver on a terminal of our own, where palier tells each improvement with its iteration."""
    env = dict(os.environ, RAYON_NUM_THREADS="1", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1",
               # The bench may be read-only, or watched.
               PYTHONDONTWRITEBYTECODE="1", LD_PRELOAD=job["shim"])
    if os.path.exists(job["answer"]):
        os.remove(job["answer"])
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    terminal, theirs = pty.openpty()
    begun = time.monotonic()
    # Palier's standard output names each order left out, and would push its iterations out of what we keep.
    output = subprocess.DEVNULL if job["solver"] == "palier" else theirs
    child = subprocess.Popen(command(job), env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=theirs)
    os.close(theirs)
    # A solver that does not keep its limit by far is ended, and has failed.
    most = 600 + 3 * job["limit_ms"] / 1000
    said, last, memory = "", None, 0
    while True:
        ready, _, _ = select.select([terminal], [], [], TICK)
        memory = max(memory, high_water(child.pid))
        now = cpu_of(child.pid)
        if now is not None and now > most:
            child.send_signal(signal.SIGKILL)
        if not ready:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux's way to say that the other side is closed
            break
        if not part:
            break
        said = (said + part.decode(errors="replace"))[-4000:]
        if b"iterations" in part and now is not None:
            last = now
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    os.close(terminal)
    # A child's figure begins with what its parent held when it was started; below that only the looks are true.
    memory = used.ru_maxrss if used.ru_maxrss > ours else memory
    found = {"cpu_s": round(used.ru_utime + used.ru_stime, 3), "wall_s": round(time.monotonic() - begun, 3), "rss_kb": memory}
    if job["solver"] == "palier":
        counts = re.findall(r"(\d+) iterations, cost", said)
        found.update(last_s=last and round(last, 3), iterations=int(counts[-1]) if counts else None)
    if child.returncode != 0:
        found["error"] = f"exit status {child.returncode}: {' '.join(said[-300:].split())}"
    return found


def judged(job):
    """The answer's cost by the bench's checkers, or why there is none."""
    sys.path.insert(0, job["bench"])
    if not os.path.exists(job["answer"]):
        return {"feasible": False, "error": "no answer"}
    if job["class"] == "portage":
        import portage_check
        with open(job["file"]) as instance, open(job["answer"]) as answer:
            answer = json.load(answer)
            seen = portage_check.check(json.load(instance), answer)
        told = {"iterations": answer["iterations"]} if "iterations" in answer else {}
        found = {"core": seen["core_cost"], "full": seen["full_cost"], "unserved": seen["unserved"], **told}
        faults = seen["errors"]
    else:
        import vrpio
        with open(f"{job['bench']}/instances/bks.json") as best:
            best = json.load(best)[job["instance"]]["cost"]
        routes, _, _ = vrpio.read_sol(job["answer"])
        cost, _, faults = vrpio.check(vrpio.read(job["file"]), routes)
        found = {} if cost is None else {"cost": cost, "gap": 100 * (cost - best) / best}
    return {**found, "feasible": not faults, **({"error": "; ".join(faults[:2])[:300]} if faults else {})}


def about(binary):
    """The date, the machine, and the binary's SHA-256."""
    with open(binary, "rb") as file:
        sha = hashlib.file_digest(file, "sha256").hexdigest() if hasattr(hashlib, "file_digest") else \
            hashlib.sha256(file.read()).hexdigest()
    with open("/proc/cpuinfo") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, " \
        f"{platform.system()} {platform.release()}"
    date = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    return {"date": date, "machine": machine, "python": platform.python_version(), "sha256": sha}


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    if sys.argv[1] == "--about":
        print(json.dumps(about(sys.argv[2])))
    else:
        asked = json.loads(sys.argv[1])
        found = run(asked)
        # What went wrong first is what is told.
        told = {**{name: value for name, value in asked.items() if name not in PATHS}, **judged(asked), **found}
        told["feasible"] = told["feasible"] and "error" not in told
        print(json.dumps({name: value for name, value in told.items() if value is not None}))
