package dev.patchbay.plugins.github;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Contributions;
import dev.patchbay.api.Contributor;
import dev.patchbay.api.Description;
import dev.patchbay.api.PluginContext;
import dev.patchbay.api.Schema;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.resource.ResourceTemplate;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.Tool;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.connector.Json;
import dev.patchbay.connector.ListQuery;
import dev.patchbay.connector.Origin;
import dev.patchbay.connector.RestClient;
import dev.patchbay.connector.RestRequest;
import dev.patchbay.connector.Withholding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tools and resources. It starts without a request, and without a token. */
@Contributes
public final class Github implements Contributor, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Github.class.getName());
    private static final Origin ORIGIN = Origin.of("GitHub");
    private static final String REPO = "owner/name; the name alone where the administrator set an owner";
    private static final String LIMIT = "How many, 20 if absent, at most 100";
    private static final String CURSOR = "next_cursor of the answer before, to go on there";
    private static final String FIELDS = "Names of the fields to return; all if absent";
    private static final String MAX_CHARS = "How long all items may be together, 24000 characters if absent";
    private static final String STATE = "^(open|closed|all)$";
    private static final int SOON = 30;
    private static final int A_WHILE = 300;

    private static final String PARTIAL = "partial answers";

    private final GithubConfiguration configuration;
    private final PluginContext context;
    private final Withholding withholding;
    private final RestClient client;
    private final Authors authors;
    private final Repositories repositories;
    private final PullRequests pulls;
    private final Issues issues;
    private final Files files;
    private final Workflows workflows;

    public Github(GithubConfiguration configuration, PluginContext context) {
        this.configuration = configuration;
        this.context = context;
        this.withholding = new Withholding(context, Abilities.withheld(configuration));
        this.client = new GithubClients(configuration, context, withholding).client();
        this.repositories = new Repositories(client);
        this.authors = new Authors(configuration.trustedAuthorsOnly());
        this.pulls = new PullRequests(client, authors);
        this.issues = new Issues(client, authors);
        this.files = new Files(client);
        this.workflows = new Workflows(client);
    }

    @Override
    public Contributions contributions() {
        return withholding.contributions();
    }

    @Override
    public void close() {
        withholding.close();
    }

    private RepositoryName repository(String name) {
        return RepositoryName.parse(name, configuration.owner());
    }

    /** A list of what people wrote, where that of some may be left out. */
    private ListQuery written(ListQuery query) {
        return authors.onlyTrusted() ? query.note(Authors.NOTE) : query;
    }

    private static ListQuery list(String tool, Optional<Integer> limit, Optional<String> cursor,
            Optional<Integer> maxChars, Object... arguments) {
        return ListQuery.of(tool, arguments).limit(limit).maxChars(maxChars).cursor(cursor);
    }

    private static CallToolResult answer(ListQuery query, Optional<List<String>> fields, Set<String> known, Pages pages,
            Object about) {
        return query.fields(fields.orElse(List.of()), known).read(pages)
                .toResult(ORIGIN.about(String.valueOf(about)));
    }

    @Tool(description = "Describes a repository: what it is, its last 10 commits, how many pull requests are open. What"
            + " cannot be had stands in partial_errors.", readOnly = true, idempotent = true, cacheSeconds = SOON,
            cacheShared = true, staleSeconds = A_WHILE)
    public CallToolResult getRepositoryInfo(@Description(REPO) @Schema(name = "repo_name") String repoName, Call call) {
        RepositoryName name = repository(repoName);
        call.builtFrom("pull_requests");
        Parts info = repositories.info(name, call);
        if (info.lacksSome()) {
            // What is built from something that changes meanwhile is not kept: the next call asks for the rest
            call.builtFrom(PARTIAL);
            context.changed(PARTIAL);
        }
        return ORIGIN.about(name.toString()).mark(info.whole());
    }

    @Tool(description = "Opens a pull request from a branch that exists on GitHub. Gives its number and address.",
            destructive = false, changes = {"pull_requests", "issues"})
    public PullRequests.CreatedPullRequest createPullRequest(
            @Description(REPO) @Schema(name = "repo_name") String repoName,
            @Description("Title of the pull request") @Schema(minLength = 1, maxLength = 256) String title,
            @Description("Branch with the changes; user:branch for one of a fork")
            @Schema(name = "branch_name", minLength = 1, maxLength = 255)
            String branchName,
            @Description("Branch to merge into")
            @Schema(name = "base_branch", defaultValue = "main", minLength = 1, maxLength = 255)
            String baseBranch,
            Call call) {
        RepositoryName name = repository(repoName);
        try {
            return pulls.create(name, title, branchName, baseBranch, call);
        } catch (ToolException e) {
            LOG.log(System.Logger.Level.WARNING, "create_pull_request in {0} failed: {1}", name, e.getMessage());
            throw e;
        }
    }

    @Tool(description = "Tells how a pull request stands: state, whether it can be merged, checks, reviews.",
            readOnly = true, idempotent = true)
    public CallToolResult getPrStatus(@Description(REPO) @Schema(name = "repo_name") String repoName,
            @Description("Number of the pull request") @Schema(name = "pr_number", minimum = "1") long prNumber,
            Call call) {
        RepositoryName name = repository(repoName);
        return ORIGIN.about(name + "#" + prNumber).mark(pulls.status(name, prNumber, call));
    }

    @Tool(description = "Describes a user or an organization; without a name, the user of the credential.",
            readOnly = true, idempotent = true, cacheSeconds = A_WHILE, cacheShared = true, staleSeconds = A_WHILE)
    public CallToolResult getUserInfo(@Description("Name to log in with, such as octocat") Optional<String> username,
            Call call) {
        return ORIGIN.about(username.orElse("the credential")).mark(Lean.user(repositories.user(username, call)));
    }

    @Tool(description = "Lists the commits of a branch, newest first.", readOnly = true, idempotent = true,
            cacheSeconds = SOON, cacheShared = true)
    public CallToolResult getRecentCommits(@Description(REPO) @Schema(name = "repo_name") String repoName,
            @Description("Branch, tag or commit to begin with; the default branch if absent") Optional<String> branch,
            @Description("Only commits after this moment") Optional<Instant> since,
            @Description(LIMIT) Optional<Integer> limit, @Description(CURSOR) Optional<String> cursor,
            @Description(FIELDS) Optional<List<String>> fields,
            @Description(MAX_CHARS) @Schema(name = "max_chars") Optional<Integer> maxChars, Call call) {
        RepositoryName name = repository(repoName);
        return answer(list("get_recent_commits", limit, cursor, maxChars, name, branch, since), fields,
                Lean.COMMIT_FIELDS, repositories.commits(name, branch, since.map(Instant::toString), call), name);
    }

    @Tool(description = "Reads a file, or lists a folder, of a repository. What is long comes in parts: go on at"
            + " next_start.", readOnly = true, idempotent = true, cacheSeconds = SOON, cacheShared = true)
    public CallToolResult getFileContents(@Description(REPO) @Schema(name = "repo_name") String repoName,
            @Description("Path in the repository, empty for its root")
            @Schema(defaultValue = "\"\"", maxLength = 4096)
            String path,
            @Description("Branch, tag or commit; the default branch if absent") Optional<String> ref,
            @Description("At which character of a file, or entry of a folder, to begin")
            @Schema(defaultValue = "0", minimum = "0")
            int start,
            @Description("How many characters at most; of a folder those of its entries together")
            @Schema(name = "max_chars", defaultValue = "24000", minimum = "1", maximum = "200000")
            int maxChars,
            Call call) {
        RepositoryName name = repository(repoName);
        return ORIGIN.about(name + " " + path).mark(
                Files.described(files.read(name, path, ref, call), start, maxChars));
    }

    @Tool(description = "Lists the issues of a repository, newest first; pull requests are not among them. Long bodies"
            + " are cut, get_issue has them whole.", readOnly = true, idempotent = true, cacheSeconds = SOON,
            cacheShared = true)
    public CallToolResult listIssues(@Description(REPO) @Schema(name = "repo_name") String repoName,
            @Description("open, closed or all") @Schema(defaultValue = "open", pattern = STATE) String state,
            @Description("Names of labels that all have to be there, separated by commas") Optional<String> labels,
            @Description(LIMIT) Optional<Integer> limit, @Description(CURSOR) Optional<String> cursor,
            @Description(FIELDS) Optional<List<String>> fields,
            @Description(MAX_CHARS) @Schema(name = "max_chars") Optional<Integer> maxChars, Call call) {
        RepositoryName name = repository(repoName);
        call.builtFrom("issues");
        return answer(written(list("list_issues", limit, cursor, maxChars, name, state, labels)), fields,
                Lean.ISSUE_FIELDS, issues.list(name, state, labels, call), name);
    }

    @Tool(description = "Reads an issue or pull request with its comments.", readOnly = true, idempotent = true,
            cacheSeconds = SOON, cacheShared = true)
    public CallToolResult getIssue(@Description(REPO) @Schema(name = "repo_name") String repoName,
            @Description("Its number") @Schema(name = "issue_number", minimum = "1") long number,
            @Description("How many comments, 20 if absent, at most 100") Optional<Integer> limit,
            @Description(CURSOR) Optional<String> cursor,
            @Description("How long all comments may be together, 24000 characters if absent")
            @Schema(name = "max_chars")
            Optional<Integer> maxChars,
            Call call) {
        RepositoryName name = repository(repoName);
        call.builtFrom("issues");
        ListQuery query = written(list("get_issue", limit, cursor, maxChars, name, number));
        Parts parts = new Parts();
        parts.put("issue", issues.get(name, number, call));
        parts.add("comments", () -> query.read(issues.comments(name, number, call)).envelope());
        return ORIGIN.about(name + "#" + number).mark(parts.whole());
    }

    @Tool(description = "Opens an issue. Gives its number as id, and its address.", destructive = false,
            changes = "issues")
    public Issues.Created createIssue(@Description(REPO) @Schema(name = "repo_name") String repoName,
            @Description("Title of the issue") @Schema(minLength = 1, maxLength = 256) String title,
            @Description("Text of the issue, in Markdown") @Schema(maxLength = 65536) Optional<String> body,
            @Description("Names of labels") Optional<List<String>> labels,
            @Description("Names of users to assign") Optional<List<String>> assignees, Call call) {
        return issues.create(repository(repoName), title, body, labels.orElse(List.of()), assignees.orElse(List.of()),
                call);
    }

    @Tool(description = "Comments on an issue or pull request.", destructive = false, changes = "issues")
    public Issues.Created addComment(@Description(REPO) @Schema(name = "repo_name") String repoName,
            @Description("Number of the issue or pull request")
            @Schema(name = "issue_number", minimum = "1")
            long number,
            @Description("Text of the comment, in Markdown") @Schema(minLength = 1, maxLength = 65536) String body,
            Call call) {
        return issues.comment(repository(repoName), number, body, call);
    }

    @Tool(description = "Lists the pull requests of a repository, newest first.", readOnly = true, idempotent = true,
            cacheSeconds = SOON, cacheShared = true)
    public CallToolResult listPullRequests(@Description(REPO) @Schema(name = "repo_name") String repoName,
            @Description("open, closed or all") @Schema(defaultValue = "open", pattern = STATE) String state,
            @Description("Only those into this branch") @Schema(name = "base_branch") Optional<String> base,
            @Description(LIMIT) Optional<Integer> limit, @Description(CURSOR) Optional<String> cursor,
            @Description(FIELDS) Optional<List<String>> fields,
            @Description(MAX_CHARS) @Schema(name = "max_chars") Optional<Integer> maxChars, Call call) {
        RepositoryName name = repository(repoName);
        call.builtFrom("pull_requests");
        return answer(written(list("list_pull_requests", limit, cursor, maxChars, name, state, base)), fields,
                Lean.PULL_FIELDS, pulls.list(name, state, base, call), name);
    }

    @Tool(description = "Searches all of GitHub that the credential may see: issues (pull requests too), code or"
            + " repositories. The query is GitHub's own, such as 'is:open repo:octocat/hello-world crash'.",
            readOnly = true, idempotent = true, cacheSeconds = SOON, cacheShared = true)
    public CallToolResult search(@Description("What to search") SearchKind kind,
            @Description("The query, with GitHub's qualifiers") @Schema(minLength = 1, maxLength = 256) String q,
            @Description(LIMIT) Optional<Integer> limit, @Description(CURSOR) Optional<String> cursor,
            @Description(FIELDS) Optional<List<String>> fields,
            @Description(MAX_CHARS) @Schema(name = "max_chars") Optional<Integer> maxChars, Call call) {
        Pages pages = Pages.of(client, RestRequest.get("search", kind.path()).query("q", q), kind::lean, call)
                .in("items").only(found -> kind != SearchKind.ISSUES || authors.isShown(found));
        ListQuery query = list("search", limit, cursor, maxChars, kind, q);
        return answer(kind == SearchKind.ISSUES ? written(query) : query, fields, kind.fields(), pages, q);
    }

    @Tool(description = "Lists runs of the workflows of a repository, newest first.", readOnly = true,
            idempotent = true)
    public CallToolResult listWorkflowRuns(@Description(REPO) @Schema(name = "repo_name") String repoName,
            @Description("Only those of this branch") Optional<String> branch,
            @Description("Only those of this status or conclusion, such as failure, success or in_progress")
            Optional<RunStatus> status,
            @Description(LIMIT) Optional<Integer> limit, @Description(CURSOR) Optional<String> cursor,
            @Description(FIELDS) Optional<List<String>> fields,
            @Description(MAX_CHARS) @Schema(name = "max_chars") Optional<Integer> maxChars, Call call) {
        RepositoryName name = repository(repoName);
        return answer(list("list_workflow_runs", limit, cursor, maxChars, name, branch, status), fields,
                Lean.RUN_FIELDS, workflows.runs(name, branch, status.map(RunStatus::text), call), name);
    }

    @Tool(description = "Reads the end of the log of a job; with run_id, of the first job of that run that failed.",
            readOnly = true, idempotent = true, heavy = true)
    public CallToolResult getJobLog(@Description(REPO) @Schema(name = "repo_name") String repoName,
            @Description("Id of the job") @Schema(name = "job_id", minimum = "1") Optional<Long> job,
            @Description("Id of the run, as list_workflow_runs gives it")
            @Schema(name = "run_id", minimum = "1")
            Optional<Long> run,
            @Description("How many lines from the end") @Schema(defaultValue = "100", minimum = "1") int tail,
            @Description("How many characters at most")
            @Schema(name = "max_chars", defaultValue = "24000", minimum = "1", maximum = "200000")
            int maxChars,
            Call call) {
        RepositoryName name = repository(repoName);
        return ORIGIN.about(name.toString()).mark(workflows.log(name, job, run, tail, maxChars, call));
    }

    @ResourceTemplate(uriTemplate = "github://users/{username}/repositories", name = "user_repositories",
            description = "The repositories of a user that the credential may see, by name, up to 100; where there are"
                    + " more, next_cursor leads on", mimeType = "application/json", cacheSeconds = A_WHILE)
    public ReadResourceResult userRepositories(@Description("Name of a user or an organization") String username,
            Call call) {
        return repositoriesOf(username, Optional.empty(), "github://users/" + username + "/repositories", call);
    }

    @ResourceTemplate(uriTemplate = "github://users/{username}/repositories/after/{cursor}",
            name = "more_user_repositories", description = "The repositories of a user behind a next_cursor",
            mimeType = "application/json", cacheSeconds = A_WHILE)
    public ReadResourceResult moreUserRepositories(@Description("Name of a user or an organization") String username,
            @Description("next_cursor of the part before") String cursor, Call call) {
        return repositoriesOf(username, Optional.of(cursor),
                "github://users/" + username + "/repositories/after/" + cursor, call);
    }

    private ReadResourceResult repositoriesOf(String user, Optional<String> cursor, String uri, Call call) {
        return found(uri, () -> {
            Map<String, @Nullable Object> envelope = ListQuery.of("user_repositories", user)
                    .limit(Optional.of(ListQuery.MOST)).cursor(cursor).read(repositories.ofUser(user, call)).envelope();
            envelope.put("origin", ORIGIN.about(user).json());
            return ReadResourceResult.text(uri, "application/json", Json.write(envelope));
        });
    }

    @ResourceTemplate(uriTemplate = "github://repos/{owner}/{repo}/contents/{+path}", name = "repository_contents",
            description = "A file of a repository on its default branch, as it is; a folder as JSON",
            cacheSeconds = SOON)
    public ReadResourceResult contents(@Description("Owner of the repository") String owner,
            @Description("Name of the repository") String repo,
            @Description("Path of the file or folder") String path, Call call) {
        return contents(RepositoryName.of(owner, repo), path, Optional.empty(),
                "github://repos/" + owner + "/" + repo + "/contents/" + path, call);
    }

    @ResourceTemplate(uriTemplate = "github://repos/{owner}/{repo}/refs/{ref}/contents/{+path}",
            name = "repository_contents_at", description = "A file of a repository at a branch, tag or commit (a slash"
                    + " in it written %2F), as it is; a folder as JSON", cacheSeconds = SOON)
    public ReadResourceResult contentsAt(@Description("Owner of the repository") String owner,
            @Description("Name of the repository") String repo, @Description("Branch, tag or commit") String ref,
            @Description("Path of the file or folder") String path, Call call) {
        return contents(RepositoryName.of(owner, repo), path, Optional.of(ref),
                "github://repos/" + owner + "/" + repo + "/refs/" + ref.replace("/", "%2F") + "/contents/" + path,
                call);
    }

    private ReadResourceResult contents(RepositoryName name, String path, Optional<String> ref, String uri, Call call) {
        return found(uri, () -> switch (files.read(name, path, ref, call)) {
            case Files.Found.Folder folder -> ReadResourceResult.text(uri, "application/json", Files.json(folder));
            case Files.Found.Other(Map<String, @Nullable Object> description) -> ReadResourceResult.text(uri,
                    "application/json", Json.write(description));
            case Files.Found.Content content -> content.text()
                    .map(text -> ReadResourceResult.text(uri, "text/plain", text))
                    .orElseGet(() -> ReadResourceResult.blob(uri, "application/octet-stream", content.bytes()));
        });
    }

    /** What does not exist is a resource that does not exist; the rest is told as it is. */
    private static ReadResourceResult found(String uri, Supplier<ReadResourceResult> read) {
        try {
            return read.get();
        } catch (ToolException e) {
            if (e.code().filter(code -> code.equals("not_found")).isPresent()) {
                throw new ResourceNotFoundException(uri);
            }
            throw e;
        }
    }
}
