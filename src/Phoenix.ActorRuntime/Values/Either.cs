namespace Akka.Util;

/// <summary>Makes one side of an <see cref="Either{TA,TB}"/>.</summary>
public static class Either
{
    public static Left<T> Left<T>(T value) => new(value);

    public static Right<T> Right<T>(T value) => new(value);
}

/// <summary>One of two things.</summary>
public abstract class Either<TA, TB>(TA left, TB right)
{
    public abstract bool IsLeft { get; }

    public abstract bool IsRight { get; }

    public object Value => IsLeft ? Left! : Right!;

    protected TA Left { get; } = left;

    protected TB Right { get; } = right;

    public static implicit operator Either<TA, TB>(Left<TA> left) => new Left<TA, TB>(left.Value);

    public static implicit operator Either<TA, TB>(Right<TB> right) => new Right<TA, TB>(right.Value);

    public Left<TA, TB> ToLeft() => new(Left);

    public Right<TA, TB> ToRight() => new(Right);

    public Either<TRes1, TRes2> Map<TRes1, TRes2>(Func<TA, TRes1> map1, Func<TB, TRes2> map2) =>
        IsLeft ? new Left<TRes1, TRes2>(map1(Left)) : new Right<TRes1, TRes2>(map2(Right));

    public Either<TRes, TB> MapLeft<TRes>(Func<TA, TRes> map) =>
        IsLeft ? new Left<TRes, TB>(map(Left)) : new Right<TRes, TB>(Right);

    public Either<TA, TRes> MapRight<TRes>(Func<TB, TRes> map) =>
        IsRight ? new Right<TA, TRes>(map(Right)) : new Left<TA, TRes>(Left);

    public TRes Fold<TRes>(Func<TA, TRes> left, Func<TB, TRes> right) => IsLeft ? left(Left) : right(Right);
}

/// <summary>The first of the two.</summary>
public class Left<TA, TB>(TA a) : Either<TA, TB>(a, default!)
{
    public override bool IsLeft => true;

    public override bool IsRight => false;

    public new TA Value => Left;
}

/// <summary>The second of the two.</summary>
public class Right<TA, TB>(TB b) : Either<TA, TB>(default!, b)
{
    public override bool IsLeft => false;

    public override bool IsRight => true;

    public new TB Value => Right;
}

/// <summary>A left side whose right type is not known yet.</summary>
public class Left<T>(T value)
{
    public T Value { get; } = value;

    public bool IsLeft => true;

    public bool IsRight => false;
}

/// <summary>A right side whose left type is not known yet.</summary>
public class Right<T>(T value)
{
    public T Value { get; } = value;

    public bool IsLeft => false;

    public bool IsRight => true;
}
