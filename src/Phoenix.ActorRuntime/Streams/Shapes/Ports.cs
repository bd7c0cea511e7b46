namespace Akka.Streams;

/// <summary>Where elements enter a stage; its identity is the object.</summary>
public abstract class InPort
{
    /// <summary>Position among the inlets of the stage the port belongs to.</summary>
    internal int Id { get; set; } = -1;
}

/// <summary>Where elements leave a stage; its identity is the object.</summary>
public abstract class OutPort
{
    /// <summary>Position among the outlets of the stage the port belongs to.</summary>
    internal int Id { get; set; } = -1;
}

/// <summary>An input port whatever its elements are.</summary>
public abstract class Inlet : InPort
{
    public readonly string Name;

    protected Inlet(string name) =>
        Name = name ?? throw new ArgumentException("An inlet needs a name.", nameof(name));

    /// <summary>The same inlet seen as one of <typeparamref name="T"/>.</summary>
    public static Inlet<T> Create<T>(Inlet inlet) => inlet as Inlet<T> ?? new Inlet<T>(inlet.Name) { Id = inlet.Id };

    /// <summary>A new port of the same name and type.</summary>
    public abstract Inlet CarbonCopy();

    public sealed override string ToString() => Name;
}

/// <summary>An input port for elements of one type.</summary>
public sealed class Inlet<T>(string name) : Inlet(name)
{
    public override Inlet CarbonCopy() => new Inlet<T>(Name);
}

/// <summary>An output port whatever its elements are.</summary>
public abstract class Outlet : OutPort
{
    public readonly string Name;

    protected Outlet(string name) =>
        Name = name ?? throw new ArgumentException("An outlet needs a name.", nameof(name));

    /// <summary>The same outlet seen as one of <typeparamref name="T"/>.</summary>
    public static Outlet<T> Create<T>(Outlet outlet) =>
        outlet as Outlet<T> ?? new Outlet<T>(outlet.Name) { Id = outlet.Id };

    /// <summary>A new port of the same name and type.</summary>
    public abstract Outlet CarbonCopy();

    public sealed override string ToString() => Name;
}

/// <summary>An output port for elements of one type.</summary>
public sealed class Outlet<T>(string name) : Outlet(name)
{
    public override Outlet CarbonCopy() => new Outlet<T>(Name);
}
