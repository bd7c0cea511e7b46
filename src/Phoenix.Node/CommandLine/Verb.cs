using System.CommandLine;

namespace Phoenix.Node.CommandLine;

/// <summary>One thing that can be asked of the program.</summary>
/// <param name="Command">Its name, options and action.</param>
/// <param name="Examples">What its help ends with: examples, and every exit code with its meaning.</param>
internal sealed record Verb(Command Command, string Examples);
