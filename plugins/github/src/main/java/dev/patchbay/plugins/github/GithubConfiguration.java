package dev.patchbay.plugins.github;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import java.util.Optional;

/**
 * What an administrator can set; everything has a default.
 *
 * @param url the REST interface of GitHub
 * @param owner whose repositories are meant where a name has no owner
 * @param writes whether the tools that write are offered
 * @param readOnly whether nothing that writes is offered, whatever else is set
 * @param trustedAuthorsOnly whether only what owners, members and collaborators wrote is shown of issues, pull requests
 *            and comments
 * @param authentication how to authenticate
 * @param tokenSecret the secret with the token
 * @param appId the id of the App
 * @param installationId the id of its installation
 * @param appKeySecret the secret with the App's private key
 * @param apiVersion the version of the REST interface
 * @param concurrency how many requests run at once
 */
public record GithubConfiguration(
        @Description("Address of the REST interface; for GitHub Enterprise Server https://HOST/api/v3, whose host has"
                + " to be granted")
        @Schema(defaultValue = "https://api.github.com")
        String url,
        @Description("Owner that is meant where a repository is named without one") Optional<String> owner,
        @Description("Whether to offer the tools that write: create_pull_request, create_issue, add_comment")
        @Schema(defaultValue = "false")
        boolean writes,
        @Description("Whether to offer nothing that writes, whatever writes says")
        @Schema(defaultValue = "false")
        boolean readOnly,
        @Description("Whether to show of issues, pull requests and comments only what owners, members and collaborators"
                + " of the repository wrote")
        @Schema(defaultValue = "false")
        boolean trustedAuthorsOnly,
        @Description("token: a personal access token; app: an installation of a GitHub App; none: anonymous")
        @Schema(defaultValue = "token")
        Authentication authentication,
        @Description("Name of the secret that holds the token; another one than github.token has to be granted")
        @Schema(defaultValue = "github.token")
        String tokenSecret,
        @Description("Id or client id of the GitHub App, for authentication app") Optional<String> appId,
        @Description("Id of the installation of the App, for authentication app") Optional<Long> installationId,
        @Description("Name of the secret that holds the App's private key as PEM, for authentication app")
        @Schema(defaultValue = "github.app-key")
        String appKeySecret,
        @Description("Version of the REST interface, sent as X-GitHub-Api-Version")
        @Schema(defaultValue = "2022-11-28", pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        String apiVersion,
        @Description("How many requests run at once with the credential")
        @Schema(defaultValue = "8", minimum = "1", maximum = "50")
        int concurrency) {}
