# Fills the samplers into plan.jmx: python3 make-plan.py > plan.jmx; python3 make-plan.py hostile | down > ...
import sys
from xml.sax.saxutils import escape

def sampler(label, path, follow=False, embedded=False, port=None):
    return f'''<HTTPSamplerProxy guiclass="HttpTestSampleGui" testclass="HTTPSamplerProxy" testname="{escape(label, {'"': "&quot;", chr(10): "&#10;"})}" enabled="true">
<elementProp name="HTTPsampler.Arguments" elementType="Arguments" guiclass="HTTPArgumentsPanel" testclass="Arguments" testname="v" enabled="true"><collectionProp name="Arguments.arguments"/></elementProp>
<stringProp name="HTTPSampler.path">{path}</stringProp><stringProp name="HTTPSampler.method">GET</stringProp>
{f'<stringProp name="HTTPSampler.port">{port}</stringProp>' if port else ''}
<boolProp name="HTTPSampler.follow_redirects">{str(follow).lower()}</boolProp><boolProp name="HTTPSampler.auto_redirects">false</boolProp><boolProp name="HTTPSampler.use_keepalive">true</boolProp>
<boolProp name="HTTPSampler.image_parser">{str(embedded).lower()}</boolProp>
</HTTPSamplerProxy>'''

def assertion(text, ignore_status=False):
    return f'''<ResponseAssertion guiclass="AssertionGui" testclass="ResponseAssertion" testname="says {text}" enabled="true">
<collectionProp name="Asserion.test_strings"><stringProp name="1">{text}</stringProp></collectionProp>
<stringProp name="Assertion.test_field">Assertion.response_data</stringProp><boolProp name="Assertion.assume_success">{str(ignore_status).lower()}</boolProp><intProp name="Assertion.test_type">2</intProp>
</ResponseAssertion><hashTree/>'''

def tree(*children):
    return '<hashTree>' + ''.join(children) + '</hashTree>'

def transaction(label, *children):
    return f'''<TransactionController guiclass="TransactionControllerGui" testclass="TransactionController" testname="{escape(label, {'"': "&quot;"})}" enabled="true">
<stringProp name="TransactionController.parent">${{__P(parent,false)}}</stringProp><boolProp name="TransactionController.includeTimers">false</boolProp></TransactionController>''' + tree(*children)

kind = sys.argv[1] if len(sys.argv) > 1 else ''
if kind == 'hostile':
    labels = ['a|b', 'two\nlines', 'comma, "quotes"', '=1+1', '__proto__', 'constructor', '\u202eright to left', '<script>alert(1)</script>', 'trailing\\', 'x' * 5000, 'Total', 'timeStamp', "it's; semi", 'tab\there', '日本 é', '%1$s ${x}']
    parts = [sampler(label, '/fast') + '<hashTree/>' for label in labels]
elif kind == 'down':
    parts = [sampler('refused', '/fast', port=9) + '<hashTree/>', sampler('drop', '/drop') + '<hashTree/>']
else:
    parts = [
        transaction('Checkout, "TC"', sampler('fast', '/fast') + '<hashTree/>', sampler('slow é 日本', '/slow') + '<hashTree/>'),
        sampler('flaky', '/flaky') + '<hashTree/>',
        sampler('broken', '/broken') + tree(assertion('whole')),
        sampler('500 that is expected', '/err') + tree(assertion('oops', True)),
        sampler('drop', '/drop') + '<hashTree/>',
        sampler('moved', '/moved', follow=True) + '<hashTree/>',
        sampler('page', '/page', embedded=True) + '<hashTree/>',
    ]
print(open(__file__.replace('make-plan.py', 'plan.jmx')).read().replace('@@SAMPLERS@@', '\n'.join(parts)))
