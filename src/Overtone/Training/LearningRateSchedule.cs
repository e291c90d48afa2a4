namespace Overtone.Training;

/// <summary>
/// How a learning rate falls in the course of a training.
/// Source: as each says.
/// </summary>
public enum ScheduleKind
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>Along half a cosine to zero. Source: 1608.03983.</summary>
    Cosine,

    /// <summary>To a tenth after half of the steps, and again after three quarters. Source: 1512.03385, section 4.2.</summary>
    Step,
}

/// <summary>
/// How a learning rate falls over so many steps.
/// Source: as <see cref="ScheduleKind"/>.
/// </summary>
/// <param name="Kind">The course.</param>
/// <param name="Steps">How many steps the training takes, 1 or more.</param>
public sealed record LearningRateSchedule(ScheduleKind Kind, long Steps)
{
    /// <summary>The share of the learning rate with which a step is taken.</summary>
    /// <param name="step">The step, from 0.</param>
    public double FactorAt(long step) => Kind switch
    {
        ScheduleKind.Cosine => (1 + Math.Cos(Math.PI * Math.Min(step, Steps) / Steps)) / 2,
        ScheduleKind.Step => step < Steps / 2.0 ? 1 : step < Steps * 0.75 ? 0.1 : 0.01,
        _ => 1,
    };
}
