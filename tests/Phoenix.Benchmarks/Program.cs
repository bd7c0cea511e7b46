using Phoenix.Benchmarks;

return args is [var command, ..]
    ? await Commands.RunAsync(command, args[1..])
    : Commands.Usage();
