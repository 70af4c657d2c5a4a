package dev.patchbay.host.loader;

import dev.patchbay.api.spi.PluginGlue;
import dev.patchbay.host.jar.StoredPlugin;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pf4j.AbstractPluginManager;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionDescriptor;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.ExtensionWrapper;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.VersionManager;

/**
 * The PF4J manager of one generation of one instance: it knows exactly one plugin. PF4J refuses two plugins of one id
 * and its registry is not safe for threads, so that versions which live side by side have a manager each. Descriptor,
 * class loader and extension index were read before, without running the plugin.
 *
 * <p>Threads: one at a time.
 */
final class Pf4jGeneration extends AbstractPluginManager {
    private final StoredPlugin stored;
    private final InstanceClassLoader loader;
    private final Plugin plugin;

    Pf4jGeneration(StoredPlugin stored, InstanceClassLoader loader, Plugin plugin) {
        this.stored = stored; // before super(), which calls the methods below
        this.loader = loader;
        this.plugin = plugin;
        super(List.of(stored.jar().getParent()));
    }

    String id() {
        return stored.manifest().id();
    }

    /** Loads and creates the entrance of the plugin; called on one of its threads. */
    PluginGlue glue() {
        List<ExtensionWrapper<PluginGlue>> found = extensionFinder.find(PluginGlue.class, id());
        return found.get(0).getExtension();
    }

    /** PF4J 3.15.0 changes the list while it walks through it, and leaves plugins running. */
    @Override
    public void stopPlugins() {
        for (PluginWrapper wrapper : new ArrayList<>(getStartedPlugins()).reversed()) {
            if (wrapper.getPluginState().isStarted()) {
                stopPlugin(wrapper.getPluginId());
            }
        }
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public PluginDescriptor find(Path path) {
                var manifest = stored.manifest();
                return new DefaultPluginDescriptor(manifest.id(), manifest.description().orElse(""),
                        Plugin.class.getName(), manifest.version().toString(), manifest.requires(),
                        manifest.provider().orElse(""), "");
            }
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                return loader;
            }
        };
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return wrapper -> plugin;
    }

    @Override
    protected ExtensionFactory createExtensionFactory() {
        return new ExtensionFactory() {
            @Override
            public <T> T create(Class<T> extension) {
                try {
                    var constructor = MethodHandles.publicLookup().findConstructor(extension,
                            MethodType.methodType(void.class));
                    return extension.cast(constructor.invoke());
                } catch (Throwable t) {
                    throw new PluginRuntimeException(t, "Cannot create {}", extension.getName());
                }
            }
        };
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        return new IndexedGlue();
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new PluginRepository() {
            @Override
            public List<Path> getPluginPaths() {
                return List.of(stored.jar());
            }

            @Override
            public boolean deletePluginPath(Path path) {
                return false;
            }
        };
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String id) {
                return false;
            }

            @Override
            public void disablePlugin(String id) {
                throw new UnsupportedOperationException("The host holds the states");
            }

            @Override
            public void enablePlugin(String id) {
                throw new UnsupportedOperationException("The host holds the states");
            }
        };
    }

    @Override
    protected VersionManager createVersionManager() {
        return new DefaultVersionManager();
    }

    /** Finds the one class that the index names; PF4J's finders would read resources through the plugin's loader. */
    private final class IndexedGlue implements ExtensionFinder {
        @Override
        public <T> List<ExtensionWrapper<T>> find(Class<T> type) {
            return find(type, id());
        }

        @Override
        public <T> List<ExtensionWrapper<T>> find(Class<T> type, String pluginId) {
            try {
                Class<?> glue = Class.forName(stored.definitions().glue(), false, loader);
                if (!type.isAssignableFrom(glue)) {
                    throw new PluginRuntimeException("The glue class {} is no {}: build the plugin anew",
                            glue.getName(), type.getName());
                }
                return List.of(new ExtensionWrapper<>(new ExtensionDescriptor(0, glue), extensionFactory));
            } catch (ClassNotFoundException e) {
                throw new PluginRuntimeException(e, "The glue class {} is not in the JAR", stored.definitions().glue());
            }
        }

        @Override
        @SuppressWarnings("rawtypes") // PF4J's signature
        public List<ExtensionWrapper> find(String pluginId) {
            return List.copyOf(find(PluginGlue.class, pluginId));
        }

        @Override
        public Set<String> findClassNames(String pluginId) {
            return Set.of(stored.definitions().glue());
        }
    }
}
