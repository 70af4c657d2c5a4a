package dev.patchbay.server.running;

import dev.patchbay.admin.AdminServer;
import dev.patchbay.broker.Broker;
import dev.patchbay.broker.SecretSource;
import dev.patchbay.broker.datasource.DatasourceBroker;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.endpoint.Endpoint;
import dev.patchbay.endpoint.EndpointOptions;
import dev.patchbay.endpoint.Identification;
import dev.patchbay.endpoint.ServerIdentity;
import dev.patchbay.endpoint.modern.ParamHeaderRule;
import dev.patchbay.host.Approval;
import dev.patchbay.host.HostParts;
import dev.patchbay.host.HostSettings;
import dev.patchbay.host.InstanceSettings;
import dev.patchbay.host.PluginHost;
import dev.patchbay.host.runtime.PoolSettings;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.inspection.signature.SignaturePolicy;
import dev.patchbay.invocation.AuditTrail;
import dev.patchbay.invocation.Authorizer;
import dev.patchbay.invocation.Limiter;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.invocation.PipelineListener;
import dev.patchbay.invocation.PipelineOptions;
import dev.patchbay.invocation.PipelineParts;
import dev.patchbay.invocation.cache.ResultCache;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.security.Authenticator;
import dev.patchbay.security.Authenticators;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.LoopbackAuthenticator;
import dev.patchbay.security.state.RequestStateSeal;
import dev.patchbay.security.state.SealKey;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ServeSettings;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.logging.LogSetup;
import dev.patchbay.store.state.UsedNonces;
import dev.patchbay.tasks.TaskKeeper;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Patchbay: the plugin host, the pipeline and the endpoint, put together.
 *
 * <p>Threads: any. {@link #stop} may be called once from any thread.
 */
public final class PatchbayServer {
    private static final Logger LOG = LoggerFactory.getLogger(PatchbayServer.class);
    /** How long the first request waits for plugins that take long to start. */
    private static final Duration PLUGINS_LIMIT = Duration.ofSeconds(3);
    /** Longer than any start may take, before the host calls it failed. */
    private static final Duration PLUGINS_HOPELESS = Duration.ofHours(1);

    private final DataFolder data;
    private final PluginHost host;
    private final Endpoint endpoint;
    private final StatusKeeper status;
    private final CatalogRegistry registry;
    private final Optional<Governance> governance;
    private final Optional<AdminServer> admin;
    private final Duration deadline;
    private final Broker broker;
    private final TaskKeeper tasks;
    private final Optional<ResultCache> cache;
    private final Optional<StdioKey> stdio;

    private PatchbayServer(DataFolder data, PluginHost host, Endpoint endpoint, StatusKeeper status,
            CatalogRegistry registry, Optional<Governance> governance, Optional<AdminServer> admin,
            Duration deadline, Broker broker, TaskKeeper tasks, Optional<ResultCache> cache,
            Optional<StdioKey> stdio) {
        this.data = data;
        this.host = host;
        this.endpoint = endpoint;
        this.status = status;
        this.registry = registry;
        this.governance = governance;
        this.admin = admin;
        this.deadline = deadline;
        this.broker = broker;
        this.tasks = tasks;
        this.cache = cache;
        this.stdio = stdio;
    }

    /**
     * Starts a server.
     *
     * @param mode how
     * @param configuration with what
     * @param version of the product
     * @return the running server
     * @throws StartException if it cannot start; nothing is left running then
     * @throws InterruptedException if the thread is interrupted
     */
    public static PatchbayServer start(Mode mode, Configuration configuration, String version)
            throws StartException, InterruptedException {
        return start(new Start(mode, configuration, version, false));
    }

    /**
     * Starts a server for {@code patchbay stdio}: only who has the key of this start is served, or, in serve mode, a
     * key of a client.
     *
     * @param mode how
     * @param configuration with what
     * @param version of the product
     * @return the running server
     * @throws StartException if it cannot start; a {@link DataFolderTakenException} if another has the data folder
     * @throws InterruptedException if the thread is interrupted
     */
    public static PatchbayServer embed(Mode mode, Configuration configuration, String version)
            throws StartException, InterruptedException {
        return start(new Start(mode, configuration, version, true));
    }

    /**
     * How a server starts.
     *
     * @param isEmbedded whether it lives in a {@code patchbay stdio}
     */
    private record Start(Mode mode, Configuration configuration, String version, boolean isEmbedded) {}

    private static PatchbayServer start(Start start) throws StartException, InterruptedException {
        Configuration configuration = start.configuration();
        StartRules.check(start.mode(), configuration);
        EndpointOptions options = EndpointSettings.of(start.mode(), configuration);
        checkPort(configuration, options.http());
        makeFolder(configuration.folder(Settings.FOLDERS_PLUGINS), "--plugins");
        DataFolder data = take(start, configuration.folder(Settings.FOLDERS_DATA));
        try {
            forgetBefore(data);
            return start(start, options, data);
        } catch (StartException | InterruptedException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static DataFolder take(Start start, Path folder) throws StartException {
        try {
            return DataFolder.take(folder);
        } catch (DataFolderTakenException e) {
            if (!start.isEmbedded() && StdioKey.read(folder).filter(StdioKey.Found::embedded).isPresent()) {
                throw new DataFolderTakenException("A 'patchbay stdio' that an MCP client has started uses the data"
                        + " folder " + folder + ". Close that client first, and start it again afterwards: it attaches"
                        + " to this server then. Or give this one a folder of its own with --data.");
            }
            throw e;
        }
    }

    /** What a server has left that was killed would send others to nowhere. */
    private static void forgetBefore(DataFolder data) throws StartException {
        try {
            new StatusFile(data.path()).delete();
            StdioKey.delete(data.path());
        } catch (IOException e) {
            throw new StartException("The data folder " + data.path() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static PatchbayServer start(Start start, EndpointOptions options, DataFolder data)
            throws StartException, InterruptedException {
        CatalogRegistry registry = new CatalogRegistry();
        Optional<Governance> governance = start.mode() == Mode.DEV
                ? Optional.empty()
                : Optional.of(Governance.open(start.configuration(), data.path(), registry, start.isEmbedded()));
        try {
            return start(start, options, data, registry, governance);
        } catch (StartException | InterruptedException | RuntimeException e) {
            governance.ifPresent(Governance::close);
            throw e;
        }
    }

    private static PatchbayServer start(Start start, EndpointOptions options, DataFolder data,
            CatalogRegistry registry, Optional<Governance> governance) throws StartException, InterruptedException {
        Configuration configuration = start.configuration();
        Mode mode = start.mode();
        String version = start.version();
        SecretSource secrets = RememberedSecrets.of(governance.map(Governance::vault), configuration.environment(),
                LogSetup.secrets());
        Broker broker = Broker.of(new DatasourceBroker(configuration.datasources(),
                configuration.folder(Settings.FOLDERS_DRIVERS), secrets), secrets, configuration.environment());
        Approval approval = governance.<Approval>map(Governance::approval).orElseGet(Approval::ofEverything);
        AgentStart.check(mode, configuration); // as late as can be: it waits for the agent, which works beside the start
        PluginHost host = new PluginHost(hostSettings(configuration, data.path()),
                new HostParts(registry, approval, List.of(new ParamHeaderRule()), InstantSource.system(), broker));
        try {
            SealKey installation = SealKey.load(data.path().resolve("request-state.key"), new SecureRandom());
            Optional<ResultCache> cache = CacheOfConfiguration.of(configuration, installation,
                    governance.map(Governance::database), registry);
            governance.ifPresent(rights -> rights.vault().onChange(name -> {
                host.secretChanged(name);
                // what was read with the old credential need not be for the new one to read
                cache.ifPresent(results -> results.clear(Optional.empty(), Optional.empty()));
            }));
            host.start(); // with the cache there, which a plugin may tell of changes at once
            Pipeline pipeline = pipeline(configuration, registry, governance, cache);
            Optional<StdioKey> stdio = start.isEmbedded() && governance.isEmpty()
                    ? Optional.of(StdioKey.write(data.path(), ClientIdentity.LOCAL.id(), true,
                            local -> Optional.of(ClientIdentity.LOCAL), new SecureRandom()))
                    : governance.flatMap(Governance::stdio);
            Identification identification = governance.map(Governance::identification)
                    .orElseGet(() -> Identification.by(stdio.<Authenticator>map(key -> Authenticators.of(List.of(key)))
                            .orElseGet(LoopbackAuthenticator::new)));
            RequestStateSeal seal = seal(installation, governance);
            AtomicBoolean settled = new AtomicBoolean(host.awaitSettled(PLUGINS_LIMIT));
            if (!settled.get()) {
                LOG.warn("Some plugins take long to start; requests are served meanwhile, /health/ready says 503");
                Thread.ofVirtual().name("patchbay-settled").start(() -> awaitSettled(host, settled));
            }
            TaskKeeper tasks = TasksOfConfiguration.of(configuration, installation,
                    governance.map(Governance::database));
            Endpoint endpoint = Endpoint.start(options, registry, pipeline, identification,
                    new ServerIdentity(Implementation.of("patchbay", version), null), seal,
                    () -> settled.get() ? Optional.empty() : Optional.of("Some plugins are still starting."),
                    QuestionPages.of(configuration, governance.map(rights -> identification.authenticator())
                            .orElseGet(LoopbackAuthenticator::new), // the browser of the user has no key
                            governance.map(Governance::audit)),
                    tasks);
            Optional<AdminServer> admin = governance.isPresent()
                    ? Optional.of(administration(configuration, data, governance.get(), host, endpoint, registry,
                            cache, version))
                    : Optional.empty();
            StatusKeeper status = new StatusKeeper(new StatusFile(data.path()), host::report,
                    new ServerStatus(ProcessHandle.current().pid(), version, mode.text(),
                            ServerUrl.of(configuration.get(Settings.MCP_HOST), endpoint.port()),
                            admin.map(running -> ServerUrl.origin(configuration.get(ServeSettings.ADMIN_HOST),
                                    running.port())),
                            InstantSource.system().instant().toString(), HostStatus.of(host.report())));
            status.start(registry);
            return new PatchbayServer(data, host, endpoint, status, registry, governance, admin,
                    configuration.get(Settings.CALLS_DEADLINE), broker, tasks, cache, stdio);
        } catch (IOException e) {
            host.close();
            broker.close();
            throw notListening(configuration, e);
        } catch (StartException | InterruptedException | RuntimeException e) {
            host.close();
            broker.close();
            throw e;
        }
    }

    private static AdminServer administration(Configuration configuration, DataFolder data, Governance governance,
            PluginHost host, Endpoint endpoint, CatalogRegistry registry, Optional<ResultCache> cache, String version)
            throws StartException {
        try {
            return Administration.start(configuration, data.path(), governance, host, registry, cache,
                    version);
        } catch (StartException | RuntimeException e) {
            endpoint.close();
            throw e;
        }
    }

    private static Pipeline pipeline(Configuration configuration, CatalogRegistry registry,
            Optional<Governance> governance, Optional<ResultCache> cache) {
        PipelineOptions limits = new PipelineOptions(configuration.get(Settings.CALLS_DEADLINE),
                configuration.get(Settings.CALLS_MAX_RESULT));
        PipelineParts parts = cache.map(PipelineParts.NONE::withCache).orElse(PipelineParts.NONE)
                .withGuards(GuardsOfConfiguration.of(configuration, PipelineListener.NONE))
                .withBudget(ResultsOfConfiguration.of(configuration, governance.map(Governance::access)));
        return governance.map(rights -> new Pipeline(rights.authorizer(), rights.limiter(),
                rights.audit().trail(registry::current, Governance::credential), limits, parts))
                .orElseGet(() -> new Pipeline(Authorizer.ofEverything(registry), Limiter.NONE, AuditTrail.OFF, limits,
                        parts));
    }

    private static RequestStateSeal seal(SealKey key, Optional<Governance> governance) {
        SecureRandom random = new SecureRandom();
        InstantSource clock = InstantSource.system();
        Duration lifetime = RequestStateSeal.DEFAULT_LIFETIME;
        return governance.map(rights -> new RequestStateSeal(key, lifetime, clock, random,
                new UsedNonces(rights.database(), clock)::use))
                .orElseGet(() -> new RequestStateSeal(key, lifetime, clock, random));
    }

    private static void awaitSettled(PluginHost host, AtomicBoolean settled) {
        try {
            settled.set(host.awaitSettled(PLUGINS_HOPELESS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HostSettings hostSettings(Configuration configuration, Path data) {
        List<InstanceSettings> instances = configuration.instances().stream().map(declared -> {
            PoolSettings pool = GuardsOfConfiguration.pool(configuration, declared);
            return new InstanceSettings(declared.name(), declared.plugin(), declared.namespace(), declared.config(),
                    pool.threads(), pool.queue(), configuration.get(Settings.CALLS_DEADLINE));
        }).toList();
        return HostSettings.of(configuration.folder(Settings.FOLDERS_PLUGINS), data).withInstances(instances)
                .withPool(GuardsOfConfiguration.pool(configuration)).withSignatures(signatures(configuration));
    }

    private static SignaturePolicy signatures(Configuration configuration) {
        SignaturePolicy.Mode mode = SignaturePolicy.Mode
                .valueOf(configuration.get(ServeSettings.PLUGINS_SIGNATURES).toUpperCase(Locale.ROOT));
        return SignaturePolicy.of(mode, configuration.get(ServeSettings.PLUGINS_SIGNERS));
    }

    /** Asks before anything is started, so that the commonest mistake is told at once. */
    private static void checkPort(Configuration configuration, HttpOptions http) throws StartException {
        if (http.port() != 0) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(InetAddress.getByName(http.bind()), http.port()));
            } catch (IOException e) {
                throw notListening(configuration, e);
            }
        }
    }

    private static StartException notListening(Configuration configuration, IOException cause) {
        String place = configuration.place(Settings.MCP_PORT).map(set -> " (" + set + ")").orElse("");
        int port = configuration.get(Settings.MCP_PORT);
        if (cause instanceof BindException) {
            return new StartException("Port " + port + place + " on " + configuration.get(Settings.MCP_HOST)
                    + " cannot be listened on: " + cause.getMessage()
                    + ". Stop what uses it, or take another with --port or mcp.port in conf/patchbay.yaml.", cause);
        }
        return new StartException("The server cannot start: " + cause.getMessage(), cause);
    }

    private static void makeFolder(Path folder, String option) throws StartException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StartException(
                    "The folder " + folder + " cannot be made (" + e + "). Name another with " + option + ".", e);
        }
    }

    /**
     * Returns how it is doing.
     *
     * @return the status
     */
    public ServerStatus status() {
        return status.current();
    }

    /**
     * Returns what {@code patchbay stdio} of this machine shows to get in.
     *
     * @return empty where no client is set for it
     */
    public Optional<String> stdioKey() {
        return stdio.map(StdioKey::key);
    }

    /**
     * Returns the code that creates the first administrator, to be shown once where the server was started.
     *
     * @return empty in dev mode, or if there is an administrator
     */
    public Optional<String> firstCode() {
        return admin.flatMap(AdminServer::firstCode);
    }

    /**
     * Sets who is told of changes of the plugins.
     *
     * @param listener the listener
     */
    public void onChange(StatusListener listener) {
        status.onChange(listener);
    }

    /**
     * Returns how long a call in flight may take to end: the longest deadline there is, and a little for the answer.
     *
     * @return the time
     */
    public Duration longestCall() {
        return registry.current().tools().stream().map(tool -> tool.definition().traits().deadline())
                .reduce(deadline, (a, b) -> a.compareTo(b) > 0 ? a : b).plusSeconds(5);
    }

    /**
     * Ends gracefully: not ready any more, streams get their last message, calls in flight may end, then plugins stop.
     *
     * @param limit how long calls may take to end
     * @return whether all calls have ended
     */
    public boolean stop(Duration limit) {
        boolean all = false;
        stdio.ifPresent(StdioKey::forget);
        admin.ifPresent(AdminServer::close);
        try {
            all = endpoint.drain(limit);
        } catch (InterruptedException e) {
            endpoint.close();
            Thread.currentThread().interrupt();
        }
        status.close();
        host.close();
        tasks.close(); // after the plugins, whose calls end with them
        cache.ifPresent(ResultCache::close);
        broker.close();
        governance.ifPresent(Governance::close);
        data.close();
        return all;
    }
}
