package dev.patchbay.plugins.github;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.JsonValue;
import dev.patchbay.connector.RestClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs of workflows and the logs of their jobs. Threads: any. */
final class Workflows {
    private static final int MOST_JOBS = 100;
    private static final Set<String> FAILED = Set.of("failure", "timed_out", "startup_failure", "cancelled");

    private final RestClient client;

    Workflows(RestClient client) {
        this.client = client;
    }

    Pages runs(RepositoryName repository, Optional<String> branch, Optional<String> status, Call call) {
        return Pages.of(client, repository.get("actions", "runs").query("branch", branch).query("status", status),
                Lean::run, call).in("workflow_runs");
    }

    /** The end of the log of a job, or of the first job of a run that failed. */
    Map<String, @Nullable Object> log(RepositoryName repository, Optional<Long> job, Optional<Long> run, int tail,
            int maxChars, Call call) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        long id = job.isPresent() ? job.get() : failedJob(repository, run.orElseThrow(() -> new ToolException(
                "Say which log: job_id, or run_id for the first job of the run that failed.")
                .code("invalid_argument")), result, call);
        String log = client.send(repository.get("actions", "jobs", String.valueOf(id), "logs"), call).text();
        result.put("job_id", id);
        List<String> lines = log.lines().toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - tail), lines.size());
        int from = last.size();
        int chars = 0;
        while (from > 0 && chars + last.get(from - 1).length() + 1 <= maxChars) {
            from--;
            chars += last.get(from).length() + 1;
        }
        if (from == last.size() && from > 0) {
            String line = last.get(--from);
            result.put("log", line.substring(line.length() - Lean.end(line, maxChars)));
        } else {
            result.put("log", String.join("\n", last.subList(from, last.size())));
        }
        result.put("lines", (long) last.size() - from);
        result.put("total_lines", (long) lines.size());
        result.put("truncated", last.size() - from < lines.size());
        return result;
    }

    private long failedJob(RepositoryName repository, long run, Map<String, @Nullable Object> result, Call call) {
        List<JsonValue> jobs = client.send(repository.get("actions", "runs", String.valueOf(run), "jobs")
                .query("per_page", MOST_JOBS), call).json().at("jobs").items();
        List<Map<String, @Nullable Object>> lean = jobs.stream().map(Workflows::job).toList();
        result.put("jobs", lean);
        return jobs.stream().filter(job -> FAILED.contains(job.at("conclusion").text().orElse(""))).findFirst()
                .or(() -> jobs.stream().findFirst()).flatMap(job -> job.at("id").integer())
                .orElseThrow(() -> new ToolException("The run " + run + " has no jobs.").code("not_found"));
    }

    private static Map<String, @Nullable Object> job(JsonValue json) {
        Map<String, @Nullable Object> lean = new LinkedHashMap<>();
        Lean.copy(json, lean, "id", "name", "status", "conclusion");
        return lean;
    }
}
