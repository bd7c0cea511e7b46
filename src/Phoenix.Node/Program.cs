using Phoenix.Node.CommandLine;
using Phoenix.Node.Screens;

return await PhoenixCommand.Run(args, Console.Out, Console.Error, Terminal.OfProcess());
