package io.github.descentry.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code descentry backtest}: what the monitor would have said of recorded runs. */
@Command(
        name = "backtest",
        description = "Runs the live code over recorded curves and reports how it did.",
        subcommands = {
            BacktestForecastCommand.class,
            BacktestAnomaliesCommand.class,
            BacktestStopCommand.class
        })
final class BacktestCommand implements Runnable {

    @Spec private CommandSpec specification;

    @Override
    public void run() {
        throw new ParameterException(
                specification.commandLine(),
                "no study given; descentry backtest --help lists them");
    }
}
