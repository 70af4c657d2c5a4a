package dev.patchbay.host.loader;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;

/**
 * Registers and deregisters the JDBC drivers of a plugin. Its bytes are defined once more with the plugin's own class
 * loader, because {@link DriverManager} shows a driver only to callers that could load it. So it uses nothing but the
 * JDK. {@link #run} registers, {@link #call} deregisters.
 */
public final class PluginDrivers implements Runnable, Callable<Integer> {
    private static final int MAX_DRIVERS = 100;

    /** Creates it; called on the class that the plugin's loader defined. */
    public PluginDrivers() {}

    /**
     * Registers the drivers that the plugin's JARs name as services: DriverManager itself looks for them once in the life
     * of the process only, so every later plugin would find "No suitable driver".
     */
    @Override
    public void run() {
        keepDriverManagerFromLookingHere();
        Iterator<Driver> drivers = ServiceLoader.load(Driver.class, PluginDrivers.class.getClassLoader()).iterator();
        for (int i = 0; i < MAX_DRIVERS; i++) {
            try {
                if (!drivers.hasNext()) {
                    break;
                }
                drivers.next();
            } catch (ServiceConfigurationError e) {
                System.getLogger("jdbc").log(System.Logger.Level.WARNING, "A JDBC driver cannot be loaded", e);
            }
        }
    }

    /** Deregisters the drivers that the plugin's loader has loaded; returns how many. */
    @Override
    public Integer call() throws SQLException {
        keepDriverManagerFromLookingHere();
        int count = 0;
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (PluginDrivers.class.getClassLoader().equals(driver.getClass().getClassLoader())) {
                DriverManager.deregisterDriver(driver);
                count++;
            }
        }
        return count;
    }

    /** Its first use loads the drivers of the context class loader. */
    private static void keepDriverManagerFromLookingHere() {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            DriverManager.getDrivers();
        } finally {
            thread.setContextClassLoader(context);
        }
    }
}
