using Phoenix.Node.CommandLine;

return await PhoenixCommand.Run(args, Console.Out, Console.Error);
