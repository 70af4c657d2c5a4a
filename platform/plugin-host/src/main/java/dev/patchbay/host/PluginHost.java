package dev.patchbay.host;

import dev.patchbay.api.ApiVersion;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.host.folder.FileStamp;
import dev.patchbay.host.folder.FolderListener;
import dev.patchbay.host.folder.FolderWatch;
import dev.patchbay.host.jar.PluginStore;
import dev.patchbay.host.jar.RefusedJarException;
import dev.patchbay.host.jar.StoredPlugin;
import dev.patchbay.host.loader.LoaderWatch;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a folder of plugin JARs into instances whose contributions are in the catalog, and keeps the two the same while
 * JARs come, change and go. One bad JAR never stops the host or another plugin. A JAR that is copied or touched again is
 * tried again, also after its start failed or its instance was quarantined.
 *
 * <p>Threads: all methods. The states belong to one thread; whatever takes time (copying, starting, draining) is done
 * beside it, and whatever a plugin does on threads of its own.
 */
public final class PluginHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);
    private static final Duration LOADER_CHECK = Duration.ofSeconds(1);
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(10);
    private static final Duration REMOVAL_WAIT = Duration.ofMillis(100);
    /** A file that never stops growing holds a removal up for 10 s. */
    private static final int REMOVAL_WAITS = 100;

    private final HostThread thread = new HostThread();
    private final HostSettings settings;
    private final PluginStore store;
    private final LastGood lastGood;
    private final LoaderWatch leaks;
    private final FolderWatch folder;
    private final Instances instances;
    private final HostParts parts;
    private final TreeMap<Path, FoundJar> jars = new TreeMap<>();
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile boolean looked;

    /**
     * Creates a host; {@link #start} starts it.
     *
     * @param settings its settings
     * @param parts what it works with
     */
    public PluginHost(HostSettings settings, HostParts parts) {
        // else a plugin that reads a resource by URL would keep its JAR open for the life of the process
        URLConnection.setDefaultUseCaches("jar", false);
        this.parts = parts;
        this.settings = settings;
        this.store = new PluginStore(settings.data().resolve("plugins"), settings.jarLimits(), ApiVersion.CURRENT,
                settings.signatures(), parts.clock());
        this.lastGood = new LastGood(settings.data().resolve("plugins").resolve("last-good.json"), store);
        this.leaks = new LoaderWatch(parts.clock(), settings.leakAfter(), System::gc);
        this.instances = new Instances(settings, parts, thread, leaks, this::candidates, this::nowServes,
                this::settleIfDone);
        this.folder = new FolderWatch(settings.plugins(), settings.timing(), parts.clock(), new Folder());
    }

    /** Starts to watch the folder. */
    public void start() {
        folder.start();
        thread.post(this::checkLoaders);
    }

    /**
     * Waits until all that was in the folder at the start serves or has failed.
     *
     * @param limit how long at most
     * @return whether it is so
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitSettled(Duration limit) throws InterruptedException {
        return settled.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Returns how all plugins and instances are doing.
     *
     * @return the report
     */
    public HostReport report() {
        return thread.ask(() -> new HostReport(jars.values().stream().map(this::report).toList(), instances.reports(),
                leaks.leaks(), leaks.alive()));
    }

    /**
     * Returns who authenticates a scheme. Does not block.
     *
     * @param scheme the scheme in lower case
     * @return the authenticators that serve it; more than one if several instances contribute the scheme, and then none
     *         of them should be trusted
     */
    public List<ContributedAuthenticator> authenticators(String scheme) {
        return instances.authenticators().of(scheme);
    }

    /**
     * Asks anew for the approval of all JARs that are there. When this returns, nothing is in the catalog any more that is no
     * longer approved, and what is approved now is being started.
     */
    public void recheck() {
        thread.ask(() -> {
            reconcile();
            instances.regrant();
            return true;
        });
    }

    /**
     * Returns whether an instance of a plugin is in quarantine because of how its calls ended.
     *
     * @param pluginId the plugin
     * @return whether {@link #release} would start one anew
     */
    boolean isQuarantined(String pluginId) {
        return thread.ask(() -> instances.isQuarantined(pluginId));
    }

    /**
     * Starts the instances of a plugin anew that are in quarantine because of how their calls ended.
     *
     * @param pluginId the plugin
     */
    void release(String pluginId) {
        thread.ask(() -> {
            instances.release(pluginId);
            return true;
        });
    }

    /**
     * Says that a secret has another value, or none any more: the instances whose configuration refers to it are started
     * anew, and the earlier start serves until then. Does not wait.
     *
     * @param name the secret
     */
    public void secretChanged(String name) {
        thread.post(() -> instances.secretChanged(name));
    }

    /**
     * Asks anew for the approval of the definitions that wait, and shows what is approved now.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void recheckDefinitions() throws InterruptedException {
        if (!thread.ask(instances::reconsider).await(SHOWN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("Definitions that were approved are not shown yet");
        }
    }

    /** The JARs that are there and could be read, by file name. */
    Map<String, StoredPlugin> found() {
        return thread.ask(() -> {
            Map<String, StoredPlugin> found = new TreeMap<>();
            jars.values().forEach(jar -> jar.plugin().ifPresent(plugin -> found.put(jar.name(), plugin)));
            return found;
        });
    }

    /** The private copy of a JAR that was there once; reads it, so it takes time. */
    Optional<StoredPlugin> copy(String hash) {
        try {
            return Optional.of(store.reopen(hash));
        } catch (RefusedJarException | IOException e) {
            LOG.info("The copy {} cannot be read: {}", hash, e.getMessage());
            return Optional.empty();
        }
    }

    /** The names of all instances of a plugin, serving or not. */
    List<String> instancesOf(String pluginId) {
        List<String> configured = settings.instances().stream().filter(each -> each.pluginId().equals(pluginId))
                .map(InstanceSettings::name).toList();
        return configured.isEmpty() ? List.of(pluginId) : configured;
    }

    /** The names of all tools that the instances of other plugins serve. */
    List<String> toolsOfOthers(String pluginId) {
        return parts.registry().current().tools().stream()
                .filter(tool -> !tool.runtime().pluginId().equals(pluginId)).map(ToolEntry::name).toList();
    }

    private void checkLoaders() {
        thread.send(leaks::check);
        thread.postLater(LOADER_CHECK, this::checkLoaders);
    }

    /**
     * Takes a JAR out that is gone, but not before those that just come have been read: one of them may be its successor
     * under another name, and then no call may fail between the two.
     */
    private void takeOut(FoundJar jar, int waits) {
        if (!jar.gone || jars.get(jar.file()) != jar) {
            return; // it came back
        }
        if (waits > 0 && jars.values().stream().anyMatch(FoundJar::isComing)) {
            thread.postLater(REMOVAL_WAIT, () -> takeOut(jar, waits - 1));
            return;
        }
        jars.remove(jar.file());
        lastGood.gone(jar.name());
        reconcile();
    }

    /** Passes what the folder's thread sees on to the thread of the states. */
    private final class Folder implements FolderListener {
        @Override
        public void arriving(Path file) {
            thread.post(() -> jars.computeIfAbsent(file, FoundJar::new).gone = false);
        }

        @Override
        public void settled(Path file, FileStamp stamp) {
            thread.post(() -> read(file, stamp));
        }

        @Override
        public void removed(Path file) {
            thread.post(() -> {
                FoundJar jar = jars.get(file);
                if (jar != null) {
                    LOG.info("{} is gone from the plugins folder", jar.name());
                    jar.gone = true;
                    takeOut(jar, REMOVAL_WAITS);
                }
            });
        }

        @Override
        public void looked() {
            if (!looked) {
                thread.post(() -> {
                    looked = true;
                    settleIfDone();
                });
            }
        }
    }

    private void read(Path file, FileStamp stamp) {
        FoundJar jar = jars.computeIfAbsent(file, FoundJar::new);
        boolean first = jar.stamp == null;
        jar.stamp = stamp;
        jar.reading = true;
        thread.send(() -> {
            try {
                StoredPlugin plugin = store.add(file);
                remember(jar, first, plugin);
                thread.post(() -> accepted(jar, stamp, plugin));
            } catch (RefusedJarException e) {
                remember(jar, first, null);
                thread.post(() -> refused(jar, stamp, String.valueOf(e.getMessage())));
            } catch (IOException | RuntimeException e) {
                remember(jar, first, null);
                thread.post(() -> refused(jar, stamp, "it cannot be read: " + e));
            }
        });
    }

    /** What served last from a file that is seen for the first time; mostly it is what lies there now. */
    private void remember(FoundJar jar, boolean first, @Nullable StoredPlugin now) {
        if (first) {
            Optional<StoredPlugin> before = lastGood.of(jar.name(), now);
            thread.post(() -> jar.lastGood = before.orElse(null));
        }
    }

    private void accepted(FoundJar jar, FileStamp stamp, StoredPlugin plugin) {
        if (!stamp.equals(jar.stamp) || jars.get(jar.file()) != jar) {
            return; // it has changed or gone since
        }
        jar.reading = false;
        jar.plugin = plugin;
        jar.refusal = null;
        if (!jar.lastGood().map(each -> each.manifest().id()).equals(Optional.of(plugin.manifest().id()))) {
            jar.lastGood = null; // the file is now of another plugin
        }
        Approval.Verdict verdict = parts.approval().plugin(plugin);
        LOG.info("{} is {} {} with hash {}", jar.name(), plugin.manifest().id(), plugin.manifest().version(),
                plugin.hash());
        verdict.note().ifPresent(note -> LOG.warn("{}: {}", jar.name(), note));
        instances.came(plugin.hash());
        reconcile();
    }

    private void refused(FoundJar jar, FileStamp stamp, String why) {
        if (!stamp.equals(jar.stamp)) {
            return;
        }
        jar.reading = false;
        jar.plugin = null;
        jar.refusal = why;
        LOG.warn("{} is refused: {}", jar.name(), why);
        reconcile();
    }

    private void nowServes(StoredPlugin plugin) {
        for (FoundJar jar : jars.values()) {
            if (jar.plugin().filter(each -> each.hash().equals(plugin.hash())).isPresent()) {
                jar.lastGood = plugin;
                lastGood.served(jar.name(), plugin.hash());
            }
        }
    }

    /** Brings every instance to the JARs that are there now. */
    private void reconcile() {
        Set<String> ids = new TreeSet<>();
        jars.values().forEach(jar -> jar.id().ifPresent(ids::add));
        instances.reconcile(ids);
        settleIfDone();
    }

    /** What may serve as a plugin, best first. */
    private List<Candidate> candidates(String pluginId) {
        return jars.values().stream()
                .flatMap(jar -> Stream.concat(jar.plugin().map(plugin -> new Candidate(jar, plugin, false)).stream(),
                        jar.lastGood().map(plugin -> new Candidate(jar, plugin, true)).stream()))
                .filter(candidate -> candidate.plugin().manifest().id().equals(pluginId))
                .filter(candidate -> parts.approval().plugin(candidate.plugin()).approved())
                .sorted(Candidate::better).toList();
    }

    private void settleIfDone() {
        if (looked && instances.settled() && jars.values().stream()
                .noneMatch(jar -> jar.reading || (jar.plugin == null && jar.refusal == null))) {
            settled.countDown();
        }
    }

    private PluginReport report(FoundJar jar) {
        return new PluginReports(instances, this::candidates, parts.approval()).report(jar);
    }

    /**
     * Takes everything out of the catalog, lets calls finish, and stops all plugins, at the same time.
     */
    @Override
    public void close() {
        folder.close();
        instances.close();
        thread.close();
    }
}
