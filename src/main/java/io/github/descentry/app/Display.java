package io.github.descentry.app;

/** Where the demo shows itself while it runs. One thread. */
interface Display {

    /** A line about how it is getting on, before there is anything to see. */
    void say(String line);

    /** The latest; called several times a second. */
    void show(DemoView view);

    /** Gives the terminal back; nothing is shown after that. */
    void end();
}
