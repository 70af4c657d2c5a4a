package dev.patchbay.samples.readme;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Description;
import dev.patchbay.api.PluginContext;
import dev.patchbay.api.Schema;
import dev.patchbay.api.grant.HttpRequest;
import dev.patchbay.api.grant.HttpResponse;
import dev.patchbay.api.tool.Tool;
import dev.patchbay.api.tool.ToolException;
import java.io.IOException;

/**
 * Reads a README with HTTP of the host and a secret of the vault. What was not granted, or has no value yet, is told to
 * the client by the host; nothing of it is written here.
 */
@Contributes
public final class Readme {
    private static final String REPOSITORY = "^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$";

    private final ReadmeConfiguration configuration;
    private final PluginContext context;

    public Readme(ReadmeConfiguration configuration, PluginContext context) {
        this.configuration = configuration;
        this.context = context;
    }

    @Tool(description = "Reads the README of a repository on GitHub", readOnly = true, idempotent = true)
    public String readme(@Description("Such as octocat/hello-world") @Schema(pattern = REPOSITORY) String repository) {
        // asked for when it is needed: an administrator may change it at any time
        HttpRequest request = HttpRequest.get(configuration.url() + "/repos/" + repository + "/readme")
                .withHeader("Accept", "application/vnd.github.raw+json").withBearer(context.secret("github.token"));
        HttpResponse answer;
        try {
            answer = context.http().send(request);
        } catch (IOException e) {
            throw new ToolException("GitHub does not answer. Try again later.", e).retryable();
        }
        return switch (answer.status()) {
            case 200 -> answer.text();
            case 404 -> throw new ToolException("There is no repository " + repository
                    + " with a README that the token may read.").code("not_found");
            case 401, 403 -> throw new ToolException("GitHub refuses the token, or it was used too often.")
                    .code("refused");
            default -> throw new ToolException("GitHub answers with status " + answer.status() + ".").retryable();
        };
    }
}
