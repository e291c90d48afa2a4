using Microsoft.ML.OnnxRuntime;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Bench.Demands;

/// <summary>A model asked by its runtime alone: the same batch again and again, nothing made and nothing read.</summary>
internal sealed class RuntimeAlone : IDisposable
{
    private readonly InferenceSession? _session;
    private readonly jit.ScriptModule<Tensor, Tensor>? _script;
    private readonly OrtValue? _value;
    private readonly Tensor _batch;

    public RuntimeAlone(string file, Tensor batch)
    {
        _batch = batch;
        if (ClassifierFile.IsTorchScript(file))
        {
            _script = jit.load<Tensor, Tensor>(file);
            _script.eval();
            return;
        }

        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _session = new InferenceSession(file, options);
        _value = OrtValue.CreateTensorValueFromMemory(batch.data<float>().ToArray(), batch.shape);
    }

    /// <summary>Answers the batch so many times.</summary>
    public void Answer(int times)
    {
        for (int n = 0; n < times; n++)
            Answer();
    }

    private void Answer()
    {
        if (_script is not null)
        {
            using var scope = NewDisposeScope();
            using var inference = inference_mode();
            _script.call(_batch);
            return;
        }

        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> answers = _session!.Run(
            options, _session.InputNames, [_value!], _session.OutputNames);
    }

    public void Dispose()
    {
        _value?.Dispose();
        _session?.Dispose();
        _script?.Dispose();
    }
}
