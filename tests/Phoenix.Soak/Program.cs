using Phoenix.Soak;

return args is [var command, ..]
    ? Commands.Run(command, new CommandLine(args[1..]))
    : Commands.Usage();
