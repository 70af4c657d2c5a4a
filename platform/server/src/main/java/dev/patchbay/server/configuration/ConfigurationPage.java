package dev.patchbay.server.configuration;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page {@code docs/configuration.md} and the text of {@code patchbay help settings}, made from the table. */
public final class ConfigurationPage {
    private ConfigurationPage() {}

    /**
     * Writes the page.
     *
     * @return Markdown
     */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Configuration

                This page is made from the table in the code (`Settings`); a test fails when it is stale, and says how \
                to renew it.

                A value comes from, in this order: a flag (`--port 9090`, or `--set name=value` for any setting), a \
                variable of the environment, the file `conf/patchbay.yaml`, the default. Every source is checked in \
                full. Anything unknown or wrong keeps Patchbay from starting, and all problems are told at once, each \
                with its line and, for a slip, the name that was probably meant.

                In the file a dot is a section:

                ```yaml
                mcp:
                  port: 9090
                  allowed-hosts: [mcp.example.com]
                ```

                | setting | default | what it does | may be | variable |
                | --- | --- | --- | --- | --- |
                """);
        for (Setting<?> setting : Settings.all()) {
            String variables = Stream.concat(Stream.of(setting.variable()), setting.otherVariables().stream())
                    .map(name -> "`" + name + "`").collect(Collectors.joining(", "));
            String unset = setting.isSecret() || setting.defaultText().isEmpty() ? "none"
                    : "`" + setting.defaultText() + "`";
            page.append("| `").append(setting.name()).append("` | ").append(unset).append(" | ")
                    .append(setting.description()).append(" | ").append(setting.type().expected()).append(" | ")
                    .append(variables).append(" |\n");
        }
        page.append("""

                Sizes are written `65536`, `64KiB`, `4MiB`; durations `500ms`, `30s`, `5m`, `1h`; lists as YAML \
                sequences, elsewhere with commas between. Relative folders are below the installation. All settings \
                are there since 0.1.0.

                ## Instances

                A plugin in the folder is one instance, named like the plugin. Declare instances to configure one, to \
                name its namespace, or to have several of one plugin:

                ```yaml
                instances:
                  github-internal:
                    plugin: github
                    namespace: internal
                    config:
                      url: https://git.example.com/api
                      token: ${GITHUB_TOKEN}
                ```

                `plugin` is the plugin's id and defaults to the instance's name; `namespace` is the prefix of its tools \
                and prompts and defaults to the instance's name; what `config` holds is the plugin's own. In `config` \
                `${NAME}` stands for a variable of the environment, which must be set; `$${` stands for a plain `${`. \
                What a variable brings is always a text.

                What the settings `resilience.*` say for all can be set for an instance and for single tools, which are \
                named as the plugin names them; see [resilience](resilience.md):

                ```yaml
                instances:
                  github:
                    resilience:
                      running: 8
                      waiting: 32
                      deadline: 20s
                      breaker-failures: 5
                      breaker-open: 60s
                      retries: 3
                      quarantine-faults: 50
                      tools:
                        search_code:
                          running: 2
                          waiting: 8
                          deadline: 10s
                          fallback: gitlab_search
                ```

                ## Datasources

                The databases that plugins can be granted with `datasources: name (ro)` or `(rw)`; see \
                [grants](grants.md). The host owns the pools; its drivers lie in the folder `drivers`. Four come along: \
                `org.postgresql.Driver`, `org.mariadb.jdbc.Driver` (it serves MySQL too), `org.h2.Driver`, \
                `org.sqlite.JDBC`. Add the JAR of any other.

                ```yaml
                datasources:
                  orders:
                    url: jdbc:postgresql://db.example.com/orders
                    user: patchbay
                    password-secret: orders.password
                    driver: org.postgresql.Driver
                    mode: ro
                    pool:
                      max: 20
                      min: 5
                      acquire-timeout: 30s
                      idle-timeout: 10m
                      max-lifetime: 30m
                      statement-timeout: 30s
                ```

                `url` and `driver` (the name of its class) are needed. `password-secret` names a secret of the vault. \
                `driver-file` names one JAR of the folder, which is needed when several have the class. `mode` is `ro` \
                unless set to `rw`; then a grant still says which of the two an instance gets. `reset` is SQL that takes \
                back what a plugin set in a session; for PostgreSQL it is `DISCARD ALL`. What is shown under `pool` are \
                the defaults; each mode has a pool of its own, made when it is first used. In the pool for reading \
                PostgreSQL, MariaDB and SQLite refuse writes themselves, and PostgreSQL and SQLite give at most 16 MiB of \
                a result or a value at a time; what the URL says instead (`options`, `maxResultBuffer`) counts more.
                """);
        return page.toString();
    }
}
