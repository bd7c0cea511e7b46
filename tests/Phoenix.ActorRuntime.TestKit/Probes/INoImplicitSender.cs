namespace Akka.TestKit;

/// <summary>Marks a test class whose tells have no sender.</summary>
public interface INoImplicitSender;
